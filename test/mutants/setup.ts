/** Mutants are judged by the same draws on every run, and a property that fails has said enough: nobody reads the smallest failure. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 4, endOnFailure: true });
