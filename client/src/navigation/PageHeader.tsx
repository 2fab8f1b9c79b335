import { type ReactNode, useState } from 'react'
import { failureOf } from '../connection/http.ts'
import { changeLanguage, listLanguages, useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { SkipLink } from '../ui/SkipLink.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { readTheme, THEMES, writeTheme } from '../ui/theme.ts'
import { Wordmark } from '../ui/Wordmark.tsx'
import styles from './PageHeader.module.css'

/**
 * The header of a page: the product's name, the page's own content, and the switches for theme and
 * language.
 */
export function PageHeader({ children, isRaised = false }: { children?: ReactNode; isRaised?: boolean }) {
	return (
		<header className={styles['header']} data-raised={isRaised}>
			<SkipLink />
			<Wordmark />
			<div className={styles['own']}>{children}</div>
			<div className={styles['choices']}>
				<ThemeSwitch />
				<LanguageSwitch className={styles['language']} />
			</div>
		</header>
	)
}

const THEME_ICONS = { system: 'contrast', light: 'sun', dark: 'moon' } as const

/** Cycles through the themes: system, light, dark. */
export function ThemeSwitch() {
	const { t } = useTranslation()
	const [theme, setTheme] = useState(readTheme)
	const label = t('named', { what: t('appearance'), which: t(`appearances.${theme}`) })
	const showNext = () => {
		const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
		writeTheme(next)
		setTheme(next)
	}
	return (
		<Button variant="quiet" icon={THEME_ICONS[theme]} iconOnly aria-label={label} title={label} onClick={showNext} />
	)
}

/** A select for the language of the interface; each language is named in itself. */
export function LanguageSwitch({ className }: { className?: string | undefined }) {
	const { t } = useTranslation()
	const language = useLanguage()
	const showToast = useToast()
	return (
		<Select
			label={t('language')}
			icon="globe"
			value={language}
			options={listLanguages().map(({ tag, name }) => ({ value: tag, label: name }))}
			className={className}
			onChange={(chosen) =>
				changeLanguage(chosen).catch((thrown) => showToast(t(`errors.${failureOf(thrown)}`), 'error'))
			}
		/>
	)
}
