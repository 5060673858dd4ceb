/** Lines of Direct Connect that nobody encrypts, and LAGs that hang on every one of theirs. */
import { run, settingsOf } from '../remedy.ts';
import { fact, family, type Rule } from '../rule.ts';

const clear: Rule = {
  id: 'dx-macsec-off',
  title: 'A Direct Connect line that could encrypt does not',
  severity: 'info',
  why: 'MACsec keeps whoever has hands on the fibre from reading it. It is said of lines and LAGs that AWS calls capable and that ask for no encryption.',
  fix: 'Associate a key with both ends, and ask for encryption.',
  see: 'https://docs.aws.amazon.com/directconnect/latest/UserGuide/MACsec.html',
  needs: ['direct-connect-connection', 'direct-connect-lag'],
};

const brittle: Rule = {
  id: 'dx-lag-min-links',
  title: 'A LAG goes down when it loses any of its lines',
  severity: 'low',
  why: 'Its minimum is the number of its lines, so that one of them that fails takes the others with it. A LAG of one line is left out.',
  fix: 'Lower the minimum of operational links.',
  see: 'https://docs.aws.amazon.com/directconnect/latest/UserGuide/lags.html',
  needs: ['direct-connect-lag'],
};

export default family({
  rules: [clear, brittle],
  *check(estate) {
    for (const line of [...estate.all('direct-connect-connection'), ...estate.all('direct-connect-lag')]) {
      const { macSecCapable, encryptionMode } = line.data;
      if (!macSecCapable || encryptionMode !== 'no_encrypt') continue;
      yield {
        rule: clear.id,
        subject: line,
        message: `${line.id} could encrypt and does not.`,
        evidence: [fact(line, 'macSecCapable, encryptionMode no_encrypt')],
        fix: [
          run(
            line,
            `Associate a key with ${line.id}`,
            `directconnect associate-mac-sec-key --connection-id ${line.id} --ckn CKN --cak CAK`,
            `resource "aws_dx_macsec_key_association" "this" {\n  connection_id = "${line.id}"\n  ckn           = "CKN"\n  cak           = "CAK"\n}`,
          ),
        ],
      };
    }
    for (const lag of estate.all('direct-connect-lag')) {
      const { minimumLinks = 0, numberOfConnections = 0, lagState } = lag.data;
      if (!(lagState === 'available' || lagState === 'down') || numberOfConnections < 2 || minimumLinks < numberOfConnections)
        continue;
      const least = numberOfConnections - 1;
      yield {
        rule: brittle.id,
        subject: lag,
        message: `${lag.id} goes down when it loses any of its ${numberOfConnections} lines.`,
        evidence: [fact(lag, `minimumLinks ${minimumLinks}, ${numberOfConnections} connections`)],
        fix: [
          run(
            lag,
            `Let ${lag.id} live with ${least} lines`,
            `directconnect update-lag --lag-id ${lag.id} --minimum-links ${least}`,
            settingsOf('aws_dx_lag', lag.id, { minimum_links: least }),
          ),
        ],
      };
    }
  },
});
