import { Link } from 'wouter'
import styles from './Wordmark.module.css'

/** The product's name with its mark, two linked cards; a link to the home page by default. */
export function Wordmark({ href = '/', isCompact = false }: { href?: string; isCompact?: boolean }) {
	return (
		<Link href={href} className={styles['wordmark']} aria-label="Charrette">
			<svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
				<rect width="28" height="28" rx="7" fill="var(--accent)" />
				<rect x="5" y="6" width="9" height="6.5" rx="1.6" fill="var(--accent-ink)" />
				<rect x="14" y="15.5" width="9" height="6.5" rx="1.6" fill="var(--accent-ink)" opacity="0.72" />
				<path d="M9.5 12.5v6.2h4.3" fill="none" stroke="var(--accent-ink)" strokeWidth="1.7" />
			</svg>
			{!isCompact && <span>Charrette</span>}
		</Link>
	)
}
