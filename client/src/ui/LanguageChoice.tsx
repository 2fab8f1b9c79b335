import { LOCALES, type Locale } from '@charrette/shared'
import { LOCALE_NAMES, useTranslation } from '../i18n/useTranslation.ts'
import pills from './pills.module.css'

interface LanguageChoiceProps {
	chosen: readonly Locale[]
	/** A language that cannot be deselected; null if there is none. */
	required: Locale | null
	onChange: (chosen: Locale[]) => void
}

/** The languages of a workshop, as a list of checkboxes. */
export function LanguageChoice({ chosen, required, onChange }: LanguageChoiceProps) {
	const { t } = useTranslation()
	return (
		<fieldset className={pills['pills']}>
			<legend>{t('home.languagesLabel')}</legend>
			{LOCALES.map((locale) => (
				<label key={locale} lang={locale}>
					<input
						type="checkbox"
						checked={chosen.includes(locale)}
						disabled={locale === required}
						onChange={(event) =>
							onChange(event.target.checked ? [...chosen, locale] : chosen.filter((other) => other !== locale))
						}
					/>
					{LOCALE_NAMES[locale]}
				</label>
			))}
		</fieldset>
	)
}
