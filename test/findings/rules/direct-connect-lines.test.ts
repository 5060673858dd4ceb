import { test } from 'vitest';
import { type Data, World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

test('a line that could encrypt and does not is found', () => {
  const line = (more: Data) => new World().add('direct-connect-connection', 'dxcon-1', more);
  rule('dx-macsec-off')
    .flags(line({ macSecCapable: true, encryptionMode: 'no_encrypt' }), {
      subject: 'dxcon-1',
      severity: 'info',
      fix: 'associate-mac-sec-key',
    })
    .ignores(
      line({ macSecCapable: true, encryptionMode: 'must_encrypt' }),
      line({ macSecCapable: false, encryptionMode: 'no_encrypt' }),
    );
});

test('a LAG that one lost line takes down is found', () => {
  const lag = (minimumLinks: number, numberOfConnections: number, lagState = 'available') =>
    new World().add('direct-connect-lag', 'dxlag-1', { minimumLinks, numberOfConnections, lagState });
  rule('dx-lag-min-links')
    .flags(lag(2, 2), { subject: 'dxlag-1', severity: 'low', fix: '--minimum-links 1' })
    .ignores(lag(1, 2), lag(1, 1), lag(2, 2, 'deleted'));
});
