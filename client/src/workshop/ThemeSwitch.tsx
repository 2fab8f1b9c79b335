import { useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { readTheme, THEMES, writeTheme } from '../ui/theme.ts'

const ICONS = { system: 'contrast', light: 'sun', dark: 'moon' } as const

/** Goes round the appearances: as on the device, light, dark. */
export function ThemeSwitch() {
	const { t } = useTranslation()
	const [theme, setTheme] = useState(readTheme)
	const label = t('named', { what: t('appearance'), which: t(`appearances.${theme}`) })
	const showNext = () => {
		const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
		writeTheme(next)
		setTheme(next)
	}
	return <Button look="quiet" icon={ICONS[theme]} iconOnly aria-label={label} title={label} onClick={showNext} />
}
