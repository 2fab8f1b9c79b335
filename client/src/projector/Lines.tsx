import styles from './Lines.module.css'
import type { WallLine } from './wallLines.ts'

/** The same thing in the wall's languages, one below the other; the first is the larger one. */
export function Lines({ lines }: { lines: readonly WallLine[] }) {
	return lines.map(({ locale, text }) => (
		<span key={`${locale} ${text}`} lang={locale} className={styles['line']}>
			{text}
		</span>
	))
}
