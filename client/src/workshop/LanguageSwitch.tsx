import { LOCALES } from '@charrette/shared'
import { LOCALE_NAMES } from '../i18n/locale.ts'
import { changeLocale } from '../i18n/startI18n.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/ToastProvider.tsx'

const OPTIONS = LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }))

/** Chooses the interface's language; each language is written in itself. */
export function LanguageSwitch({ className }: { className?: string | undefined }) {
	const { t } = useTranslation()
	const locale = useLocale()
	const showToast = useToast()
	return (
		<Select
			label={t('language')}
			icon="globe"
			value={locale}
			options={OPTIONS}
			className={className}
			onChange={(chosen) => changeLocale(chosen).catch(() => showToast(t('errors.offline'), 'error'))}
		/>
	)
}
