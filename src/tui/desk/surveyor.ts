/** Answers what goes through the whole estate: who may talk to whom, and all that one thing reaches. Whoever asked may have lost patience. */
import type { Network, Segments } from '../../reach/index.ts';
import { segmentsAsked } from '../../report/narrowed.ts';
import { readBy, readSegmentWhere } from '../../report/read-where.ts';
import { segmentsCsv, segmentsJson } from '../../report/segments.ts';
import { remembered } from '../remembered.ts';
import type { Answer } from './answers.ts';
import { cellSheet } from './cell.ts';
import { fileOf } from './file.ts';
import { matrixOf } from './matrix.ts';
import type { Question, ReachAsked, SegmentsAsked } from './questions.ts';
import { type Reached, reachedBy, reachFile, reachRoll } from './reached.ts';
import { orUnclear } from './sheet.ts';
import { asTyped } from './wording.ts';

export class Surveyor {
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  answer(question: Question): Answer {
    return orUnclear('width' in question ? question.width : 76, () => this.#answer(question));
  }

  #answer(question: Question): Answer {
    const network = this.#network;
    switch (question.ask) {
      case 'segments':
        return matrixOf(network, this.#segments(question.segments));
      case 'cell':
        return cellSheet(network, this.#segments(question.segments), question.segments, question.cell, question.width);
      case 'segments file': {
        const segments = this.#segments(question.segments);
        return fileOf(
          'segments',
          question.as,
          () => segmentsCsv(segments),
          () => ({ snapshot: network.snapshot.manifest.id, ...segmentsJson(segments) }),
        );
      }
      case 'reach':
        return reachRoll(network, this.#reached(question.reach), question.reach, question.width);
      case 'reach file':
        return reachFile(network, this.#reached(question.reach), question.reach, question.as);
      default:
        throw new Error(`the surveyor does not answer ${question.ask}`);
    }
  }

  readonly #segmentsBy = remembered(
    (by: string, where: string): Segments =>
      segmentsAsked(this.#network, { by, made: readBy(by, asTyped) }, readSegmentWhere(JSON.parse(where) as string[], asTyped)),
  );

  #segments({ by, where }: SegmentsAsked): Segments {
    return this.#segmentsBy(by, JSON.stringify(where));
  }

  readonly #reachedOf = remembered(
    (way: 'from' | 'to', end: string, where: string): Reached =>
      reachedBy(this.#network, { way, end, where: JSON.parse(where) as string[] }),
  );

  #reached({ way, end, where }: ReachAsked): Reached {
    return this.#reachedOf(way, end, JSON.stringify(where));
  }
}
