import type { JSX } from 'preact';
import type { SignOffRow } from '../../protocol/sign-off.ts';
import { formatList } from '../locales/translate.ts';
import { findingWord, ruleTitle } from '../parts/verdict-words.ts';
import { Entry } from './entry.tsx';
import type { ViewProps } from './view-props.ts';

interface RecordProps extends Pick<ViewProps, 'words'> {
  readonly signOff: SignOffRow;
  /** How far it is, in words. */
  readonly step: string;
}

/** A sign-off as it stands or ended: who, why, by whom, and how the computer stood at its last check. */
export function SignOffRecord({ words, signOff, step }: RecordProps): JSX.Element {
  const { state, person, reason, askedBy, askedAt, lastScan, endedAt, endedBy } = signOff;
  const by = (name: string): string => name || words.t('fleet:enrol.commandLine');
  return (
    <>
      <p>{step}</p>
      <dl class="about">
        {person !== '' && <Entry name={words.t('fleet:signOff.person')}>{person}</Entry>}
        {reason !== '' && <Entry name={words.t('fleet:signOff.reason')}>{reason}</Entry>}
        <Entry name={words.t('fleet:signOff.begun')}>
          {words.t('fleet:signOff.byAt', { by: by(askedBy), at: askedAt })}
        </Entry>
        <Entry name={words.t('fleet:signOff.lastScan')}>
          {lastScan === null
            ? words.t(state === 'pending' ? 'fleet:signOff.waits' : 'fleet:signOff.noScan')
            : words.t('fleet:signOff.at', { at: lastScan.receivedAt })}
        </Entry>
        <Verdicts words={words} signOff={signOff} />
        {endedAt !== null && (
          <Entry name={words.t(`fleet:signOff.ended.${state}`)}>
            {words.t('fleet:signOff.byAt', { by: by(endedBy), at: endedAt })}
          </Entry>
        )}
      </dl>
    </>
  );
}

/** Rules by how they stood, worst first; a finding of a later version comes last. */
function Verdicts({ words, signOff }: Pick<RecordProps, 'words' | 'signOff'>): JSX.Element {
  const known = ['fail', 'unknown', 'advised', 'excepted', 'pass', 'not-applicable'];
  const findings = [...new Set([...known, ...Object.values(signOff.verdicts)])];
  const rulesThat = (finding: string): string[] =>
    Object.entries(signOff.verdicts).flatMap(([rule, each]) =>
      each === finding ? [ruleTitle(words, rule)] : [],
    );
  return (
    <>
      {findings
        .map((finding) => ({ finding, rules: rulesThat(finding) }))
        .filter(({ rules }) => rules.length > 0)
        .map(({ finding, rules }) => (
          <Entry key={finding} name={findingWord(words, finding)}>
            {formatList(rules, words.language)}
          </Entry>
        ))}
    </>
  );
}
