import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { LanguageSwitch } from '../../workshop/LanguageSwitch.tsx'
import { ThemeSwitch } from '../../workshop/ThemeSwitch.tsx'
import styles from './dialogs.module.css'

interface SettingsDialogProps {
	onClose: () => void
	/** What else a view has to offer here. */
	children?: ReactNode
}

/** One's own language and appearance. */
export function SettingsDialog({ onClose, children }: SettingsDialogProps) {
	const { t } = useTranslation(['board', 'app'])
	return (
		<Dialog title={t('board:bar.settings')} onClose={onClose}>
			<div className={styles['settings']}>
				<span>{t('app:language')}</span>
				<LanguageSwitch />
				<span>{t('app:appearance')}</span>
				<ThemeSwitch />
			</div>
			{children}
		</Dialog>
	)
}
