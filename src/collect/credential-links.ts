/** The places where credentials are looked for, in their order, and what each of them holds: from the environment and files alone. */
import { getSSOTokenFromFile, loadSharedConfigFiles } from '@smithy/core/config';

export type Env = Readonly<Record<string, string | undefined>>;

/** One place. `absent`: nothing is configured there; `broken`: something is, and it cannot work. */
export interface Link {
  name: 'environment' | 'profile' | 'SSO' | 'credential_process' | 'web identity' | 'container' | 'instance metadata';
  state: 'set' | 'absent' | 'broken';
  about: string;
  next?: string;
}

type Settings = Record<string, string | undefined>;

interface Profiles {
  /** Settings by profile; `sso-session.NAME` too. */
  all: Record<string, Settings>;
  /** The files, for messages. */
  files: string;
}

/** Every link, in the order in which they are asked. `profile`: the one that the command line names. */
export async function linksOf(env: Env, profile: string | undefined): Promise<Link[]> {
  const profiles = await profilesOf(env);
  const named = profile ?? (env.AWS_PROFILE || undefined);
  const settings = profiles.all[named ?? 'default'];
  return [
    environment(env, named),
    profileLink(profiles, named, settings),
    await sso(profiles, settings),
    settings?.credential_process
      ? set('credential_process', `runs ${settings.credential_process.split(' ')[0]}`)
      : absent('credential_process', 'the profile names no program'),
    webIdentity(env),
    container(env),
    /^true$/i.test(env.AWS_EC2_METADATA_DISABLED ?? '')
      ? absent('instance metadata', 'AWS_EC2_METADATA_DISABLED is set')
      : absent('instance metadata', 'asked last, on an EC2 instance'),
  ];
}

/** Somebody as whom to sign in: whoever does when nobody is named, or a profile. */
export interface Seen {
  profile?: string;
  about: string;
  works: boolean;
}

/** All who could sign in from here, as far as the environment and files tell: nothing is called, and no program run. */
export async function identitiesSeen(env: Env): Promise<Seen[]> {
  const profiles = await profilesOf(env);
  const usual = await linksOf(env, undefined);
  const first = usual.find(({ state }) => state !== 'absent');
  const named = Object.keys(profiles.all).filter((name) => !name.startsWith('sso-session.'));
  const known = await Promise.all(
    named.sort().map(async (profile): Promise<Seen> => {
      const links = (await linksOf({ ...env, AWS_PROFILE: undefined }, profile)).filter(({ name }) =>
        ['profile', 'SSO', 'credential_process'].includes(name),
      );
      const broken = links.find(({ state }) => state === 'broken');
      const { sso_account_id: account, sso_role_name: role } = profiles.all[profile]!;
      const whose = account ? `account ${account}${role ? ` as ${role}` : ''}` : '';
      const said = links
        .filter(({ state }) => state !== 'absent')
        .map(({ about, next }) => [about, next].filter(Boolean).join('. '));
      return {
        profile,
        about: [whose, ...said].filter(Boolean).join(', ') || 'no credentials in it',
        works: !broken && said.length > 0,
      };
    }),
  );
  return [
    first
      ? { about: `${first.name}: ${first.about}${first.next ? `. ${first.next}` : ''}`, works: first.state === 'set' }
      : { about: 'none in the environment or in files; on an EC2 instance its role is asked for', works: false },
    ...known,
  ];
}

const set = (name: Link['name'], about: string): Link => ({ name, state: 'set', about });
const absent = (name: Link['name'], about: string): Link => ({ name, state: 'absent', about });
const broken = (name: Link['name'], about: string, next: string): Link => ({ name, state: 'broken', about, next });

async function profilesOf(env: Env): Promise<Profiles> {
  const { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials } = env;
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    ignoreCache: true,
    ...(config && { configFilepath: config }),
    ...(credentials && { filepath: credentials }),
  });
  const names = new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)]);
  // Where both files know a profile, the credentials file has the last word.
  const all = Object.fromEntries([...names].map((name) => [name, { ...configFile[name], ...credentialsFile[name] }]));
  return { all, files: `${config || '~/.aws/config'} and ${credentials || '~/.aws/credentials'}` };
}

function environment(env: Env, named: string | undefined): Link {
  const [id, secret] = [env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY];
  if (!id && !secret) return absent('environment', 'AWS_ACCESS_KEY_ID is not set');
  const missing = id ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID';
  if (!id || !secret) {
    const about = `${id ? 'AWS_ACCESS_KEY_ID' : 'AWS_SECRET_ACCESS_KEY'} is set and ${missing} is not`;
    return broken('environment', about, `Set ${missing} too, or neither.`);
  }
  const kind = id.startsWith('ASIA') && !env.AWS_SESSION_TOKEN;
  if (kind) {
    return broken(
      'environment',
      'AWS_ACCESS_KEY_ID is a temporary key, and AWS_SESSION_TOKEN is not set',
      'Set AWS_SESSION_TOKEN too.',
    );
  }
  const about = `keys ${shownKey(id)}${env.AWS_SESSION_TOKEN ? ' with a session token' : ''}`;
  return named ? absent('environment', `${about}, passed over because profile ${named} is named`) : set('environment', about);
}

/** Enough of a key's id to recognise it. */
export const shownKey = (id: string): string => `${id.slice(0, 4)}…${id.slice(-4)}`;

function profileLink({ all, files }: Profiles, named: string | undefined, settings: Settings | undefined): Link {
  const name = named ?? 'default';
  if (!settings) {
    if (!named) return absent('profile', `no profile default in ${files}`);
    const others = Object.keys(all).filter((each) => !each.includes('sso-session'));
    const next = others.length ? `There are: ${others.sort().join(', ')}.` : 'There is no profile at all.';
    return broken('profile', `no profile ${name} in ${files}`, next);
  }
  const chain = roleChain(all, name);
  if (typeof chain !== 'string') return broken('profile', chain.about, 'Correct source_profile.');
  if (chain) return set('profile', chain);
  if (settings.aws_access_key_id) return set('profile', `${name} holds keys ${shownKey(settings.aws_access_key_id)}`);
  const means = settings.sso_session || settings.sso_start_url ? 'SSO' : settings.credential_process ? 'credential_process' : '';
  return means ? set('profile', `${name} names ${means}`) : absent('profile', `${name} holds no credentials`);
}

/** What role a profile assumes from where; empty when it assumes none. */
function roleChain(all: Record<string, Settings>, first: string): string | { about: string } {
  const seen: string[] = [];
  for (let name: string | undefined = first; name; ) {
    const settings: Settings | undefined = all[name];
    if (!settings) return { about: `profile ${seen.at(-1)} takes its credentials from profile ${name}, which does not exist` };
    if (seen.includes(name)) return { about: `profiles go in a circle: ${[...seen, name].join(' → ')}` };
    seen.push(name);
    name = settings.role_arn ? settings.source_profile : undefined;
    // A profile may be its own source when it holds keys.
    if (name === seen.at(-1)) break;
  }
  const role = all[first]?.role_arn;
  return role ? `${first} assumes ${role}${seen[1] ? ` from profile ${seen[1]}` : ''}` : '';
}

async function sso({ all }: Profiles, settings: Settings | undefined): Promise<Link> {
  const session = settings?.sso_session;
  const start = settings?.sso_start_url ?? (session && all[`sso-session.${session}`]?.sso_start_url);
  if (!session && !start) return absent('SSO', 'the profile names no SSO session');
  if (!start) return broken('SSO', `the SSO session ${session} is not in the config file`, `Add [sso-session ${session}] to it.`);
  const login = 'Run `aws sso login`.';
  try {
    const { expiresAt } = await getSSOTokenFromFile(session ?? start);
    return set('SSO', `signed in at ${start} until ${expiresAt}`);
  } catch {
    // No readable token: whatever the reason, only signing in makes one.
    return broken('SSO', `not signed in at ${start}`, login);
  }
}

function webIdentity(env: Env): Link {
  const [file, role] = [env.AWS_WEB_IDENTITY_TOKEN_FILE, env.AWS_ROLE_ARN];
  if (!file && !role) return absent('web identity', 'AWS_WEB_IDENTITY_TOKEN_FILE is not set');
  if (file && role) return set('web identity', `${role} with the token in ${file}`);
  const missing = file ? 'AWS_ROLE_ARN' : 'AWS_WEB_IDENTITY_TOKEN_FILE';
  return broken('web identity', `${missing} is not set, and its companion is`, `Set ${missing} too, or neither.`);
}

function container(env: Env): Link {
  const name = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'].find((each) => env[each]);
  return name ? set('container', `${name} is set`) : absent('container', 'not in a container of ECS or EKS');
}

/** The link that credentials came from, as the SDK notes it on them. */
export function linkThatWon(source: Readonly<Record<string, unknown>>): Link['name'] {
  const has = (pattern: RegExp): boolean => Object.keys(source).some((feature) => pattern.test(feature));
  if (has(/^CREDENTIALS_ENV_VARS$/)) return 'environment';
  if (has(/^CREDENTIALS_PROFILE_SSO|^CREDENTIALS_SSO/)) return 'SSO';
  if (has(/^CREDENTIALS_PROFILE_PROCESS$/)) return 'credential_process';
  if (has(/^CREDENTIALS_PROFILE/)) return 'profile';
  if (has(/^CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN$/)) return 'web identity';
  return has(/^CREDENTIALS_HTTP$/) ? 'container' : 'instance metadata';
}
