import type { JSX } from 'preact';
import { type TokenRequest, tokenRequest } from '../../protocol/token.ts';
import type { Translator } from '../locales/translate.ts';
import { profileWord } from './profile-word.ts';

const profiles = tokenRequest.shape.profile.options;

interface ProfileChoiceProps {
  readonly words: Translator;
  readonly chosen: TokenRequest['profile'];
  readonly choose: (profile: TokenRequest['profile']) => void;
}

/** What a machine is used for, each with what follows from it. */
export function ProfileChoice({ words, chosen, choose }: ProfileChoiceProps): JSX.Element {
  return (
    <fieldset class="profiles">
      <legend>{words.t('fleet:device.profile')}</legend>
      {profiles.map((profile) => (
        <label key={profile} class="profile">
          <input
            type="radio"
            name="profile"
            value={profile}
            checked={profile === chosen}
            onChange={() => choose(profile)}
          />
          <span>
            <span class="profile-name">{profileWord(words, profile)}</span>
            <span class="quiet small">{words.t(`fleet:enrol.profileHint.${profile}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
