import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { LinkButton } from '../ui/LinkButton.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { PageHeader } from '../workshop/PageHeader.tsx'
import styles from './TroublePage.module.css'

/** What may stand between a person and a page. */
export type Trouble = 'notFound' | 'notSignedIn' | 'removed' | 'notDesk' | 'notProjector' | 'link' | 'offline'

/** Says kindly what is in the way and leads on. */
export function TroublePage({ trouble, children }: { trouble: Trouble; children?: ReactNode }) {
	const { t } = useTranslation()
	const title = t(`trouble.${trouble}Title`)
	useDocumentTitle(title)
	return (
		<>
			<PageHeader />
			<main className={styles['main']}>
				<LostLink />
				<h1>{title}</h1>
				<p>{t(`trouble.${trouble}Lead`)}</p>
				<div className={styles['actions']}>
					{children}
					<LinkButton href="/join" look={children ? 'plain' : 'primary'} size="large">
						{t('trouble.joinWithCode')}
					</LinkButton>
					<LinkButton href="/" size="large" look="quiet">
						{t('toStart')}
					</LinkButton>
				</div>
			</main>
		</>
	)
}

/** Two cards whose link leads nowhere. */
function LostLink() {
	return (
		<svg className={styles['picture']} viewBox="0 0 220 96" aria-hidden="true">
			<rect x="6" y="14" width="76" height="48" rx="8" fill="var(--obstacle-fill)" stroke="var(--obstacle)" />
			<rect x="6" y="14" width="5" height="48" rx="2.5" fill="var(--obstacle)" />
			<path d="M24 32h40M24 44h26" stroke="var(--obstacle)" strokeWidth="3" strokeLinecap="round" opacity="0.5" />
			<path
				d="M84 40c24 0 30 26 54 26"
				fill="none"
				stroke="var(--ink-3)"
				strokeWidth="2"
				strokeDasharray="2 6"
				strokeLinecap="round"
			/>
			<rect
				x="142"
				y="36"
				width="72"
				height="48"
				rx="8"
				fill="none"
				stroke="var(--line-strong)"
				strokeDasharray="5 5"
			/>
		</svg>
	)
}
