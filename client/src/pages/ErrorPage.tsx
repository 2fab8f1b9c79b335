import { Component, type ReactNode } from 'react'
import { reloadWhenReachable } from '../connection/reloadPage.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { useDocumentTitle } from '../ui/browser.ts'
import { PageHeader } from '../workshop/PageHeader.tsx'
import styles from './ErrorPage.module.css'
import { isOutdated } from './lazyPage.ts'

/** What may stand between a person and a page. */
export type PageError = 'notFound' | 'notSignedIn' | 'removed' | 'notDesk' | 'notProjector' | 'link' | 'offline'

/** Says kindly what is in the way and leads on. */
export function ErrorPage({ error, children }: { error: PageError; children?: ReactNode }) {
	const { t } = useTranslation()
	const title = t(`trouble.${error}Title`)
	useDocumentTitle(title)
	return (
		<>
			<PageHeader />
			<main className={styles['main']}>
				<LostLink />
				<h1>{title}</h1>
				<p>{t(`trouble.${error}Lead`)}</p>
				<div className={styles['actions']}>
					{children}
					<LinkButton href="/join" variant={children ? 'plain' : 'primary'} size="large">
						{t('trouble.joinWithCode')}
					</LinkButton>
					<LinkButton href="/" size="large" variant="quiet">
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
		<svg className={styles['illustration']} viewBox="0 0 220 96" aria-hidden="true">
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

interface AppErrorBoundaryProps {
	children: ReactNode
	/** Load the page again by itself after this time: nobody stands beside a projector. */
	reloadAfterMs?: number
}

/** Catches what breaks a page while it is drawn, and offers to load it again. */
export class AppErrorBoundary extends Component<AppErrorBoundaryProps, { crash: 'crash' | 'outdated' | null }> {
	override state: { crash: 'crash' | 'outdated' | null } = { crash: null }
	private endReloading: (() => void) | undefined

	static getDerivedStateFromError(cause: unknown) {
		return { crash: isOutdated(cause) ? 'outdated' : 'crash' }
	}

	override componentDidCatch() {
		this.endReloading?.()
		if (this.props.reloadAfterMs !== undefined) this.endReloading = reloadWhenReachable(this.props.reloadAfterMs)
	}

	override componentWillUnmount() {
		this.endReloading?.()
	}

	override render() {
		const { crash } = this.state
		return crash ? <CrashPage crash={crash} /> : this.props.children
	}
}

function CrashPage({ crash }: { crash: 'crash' | 'outdated' }) {
	const { t } = useTranslation()
	return (
		<main className={styles['main']}>
			<h1>{t(`trouble.${crash}Title`)}</h1>
			<p>{t(`trouble.${crash}Lead`)}</p>
			<div className={styles['actions']}>
				<Button variant="primary" size="large" onClick={() => location.reload()}>
					{t('trouble.reload')}
				</Button>
			</div>
		</main>
	)
}
