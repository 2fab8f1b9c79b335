import { LIMITS, type Locale, type PhasePlan } from '@charrette/shared'
import { LOCALE_NAMES } from '../../i18n/locale.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Field } from '../../ui/Field.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './runSheet.module.css'

interface PhaseTextsProps {
	draft: PhasePlan
	locales: readonly Locale[]
	error: string | null
	onChange: (draft: PhasePlan) => void
}

/** A phase's title and prompt, side by side in each language. */
export function PhaseTexts({ draft, locales, error, onChange }: PhaseTextsProps) {
	const { t } = useTranslation('desk')
	return (
		<div className={styles['texts']}>
			{locales.map((locale, index) => (
				<fieldset key={locale} lang={locale} className={styles['language']} aria-label={LOCALE_NAMES[locale]}>
					<TextField
						label={named(t('sheet.titleLabel'), locale, locales)}
						value={draft.title[locale] ?? ''}
						maxLength={LIMITS.maxTitleLength}
						error={index === 0 ? error : null}
						onChange={(words) => onChange({ ...draft, title: { ...draft.title, [locale]: words } })}
					/>
					<Field label={named(t('sheet.promptLabel'), locale, locales)}>
						{(control) => (
							<textarea
								{...control}
								rows={3}
								maxLength={LIMITS.maxPromptLength}
								value={draft.prompt[locale] ?? ''}
								onChange={(event) => onChange({ ...draft, prompt: { ...draft.prompt, [locale]: event.target.value } })}
							/>
						)}
					</Field>
				</fieldset>
			))}
		</div>
	)
}

function named(words: string, locale: Locale, locales: readonly Locale[]): string {
	return locales.length > 1 ? `${words} · ${LOCALE_NAMES[locale]}` : words
}
