import type { ReactNode } from 'react'
import { Wordmark } from '../ui/Wordmark.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import styles from './PageHeader.module.css'
import { ThemeSwitch } from './ThemeSwitch.tsx'

/** The strip at the top of every page: the name, the page's own, then appearance and language. */
export function PageHeader({ children, isRaised = false }: { children?: ReactNode; isRaised?: boolean }) {
	return (
		<header className={styles['header']} data-raised={isRaised}>
			<Wordmark />
			<div className={styles['own']}>{children}</div>
			<div className={styles['choices']}>
				<ThemeSwitch />
				<LanguageSwitch className={styles['language']} />
			</div>
		</header>
	)
}
