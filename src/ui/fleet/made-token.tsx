import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { parseEnrolmentString } from '../../protocol/enrolment.ts';
import { enrolmentFileExtension } from '../../protocol/enrolment-file.ts';
import type { NewToken, TokenRequest } from '../../protocol/token.ts';
import type { Translator } from '../locales/translate.ts';
import { Button } from '../parts/button.tsx';
import { StatusIcon } from '../parts/status-icon.tsx';
import { profileWord } from './profile-word.ts';
import { saveFile } from './save-file.ts';

/** A token that was made on this page, with what was asked for. Gone when the page is left: it is shown once. */
export type Made = NewToken & TokenRequest;

/** The secret is shown here once; the endpoint keeps only its hash. */
export function MadeToken({ words, made }: { readonly words: Translator; readonly made: Made }): JSX.Element {
  const { enrolmentString: string, file = null } = made;
  const valid = words.t('fleet:enrol.valid', {
    profile: profileWord(words, made.profile),
    department: made.department || words.t('fleet:devices.noDepartment'),
    uses: made.uses,
    until: made.expiresAt,
  });
  return (
    <section class="card made" aria-labelledby="made">
      <h2 id="made" class="signed">
        <StatusIcon sign="pass" size={20} />
        {words.t('fleet:enrol.madeTitle')}
      </h2>
      <p class="quiet foreign">{valid}</p>
      <p>{words.t('fleet:enrol.once')}</p>
      {/* Another computer would refuse it, so it must not be handed out in silence. */}
      {isOnlyHere(string) && <p class="notice">{words.t('fleet:enrol.onlyHere')}</p>}
      <Copyable words={words} name={words.t('fleet:enrol.string')} text={string} />
      <Copyable
        words={words}
        name={words.t('fleet:enrol.command')}
        text={`npm run --silent deskward -- enrol '${string}'`}
      />
      {file !== null && <ByFile words={words} name={nameOfFile(made)} text={file} />}
    </section>
  );
}

/** The endpoint speaks plain HTTP, to its own computer alone. */
function isOnlyHere(enrolmentString: string): boolean {
  return parseEnrolmentString(enrolmentString)?.pin === null;
}

/** The secret in it stays in this browser: it is written from what the page already holds. */
function ByFile({ words, name, text }: CopyableProps): JSX.Element {
  const label = words.t('fleet:enrol.file');
  return (
    <div class="copyable">
      <span class="small quiet">{label}</span>
      <div class="copyable-row">
        <code class="foreign">{name}</code>
        <Button
          small
          label={`${words.t('fleet:enrol.save')}: ${label}`}
          onPress={() => saveFile(name, text, 'application/json')}
        >
          {words.t('fleet:enrol.save')}
        </Button>
      </div>
      <span class="small quiet">{words.t('fleet:enrol.fileHint')}</span>
    </div>
  );
}

function nameOfFile({ id }: Made): string {
  return `deskward-${id.slice(0, 8)}.${enrolmentFileExtension}`;
}

interface CopyableProps {
  readonly words: Translator;
  readonly name: string;
  readonly text: string;
}

function Copyable({ words, name, text }: CopyableProps): JSX.Element {
  const told = useSignal<'copy' | 'copied' | 'notCopied'>('copy');
  const copy = async () => {
    // Refused without HTTPS, and where the browser asks and is told no.
    told.value = await navigator.clipboard.writeText(text).then(
      () => 'copied' as const,
      () => 'notCopied' as const,
    );
  };
  return (
    <div class="copyable">
      <span class="small quiet">{name}</span>
      <div class="copyable-row">
        <code class="foreign">{text}</code>
        <Button
          small
          label={`${words.t(`fleet:enrol.${told.value}`)}: ${name}`}
          onPress={() => void copy().catch(() => undefined)}
        >
          {words.t(`fleet:enrol.${told.value === 'copied' ? 'copied' : 'copy'}`)}
        </Button>
      </div>
      {told.value === 'notCopied' && <span class="form-trouble">{words.t('fleet:enrol.notCopied')}</span>}
    </div>
  );
}
