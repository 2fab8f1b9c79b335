import { CLOSE, type CloseCode } from '@charrette/shared'
import { type ReactNode, useEffect } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { useLocation } from 'wouter'
import { isOutdated, reloadPage, reloadWhenReachable } from '../connection/fetchChunk.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { PageHeader } from '../navigation/PageHeader.tsx'
import { Button, LinkButton } from '../ui/Button.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import styles from './ErrorPage.module.css'
import { HostMarkSlot } from './HostMarkSlot.tsx'

/** The reason why a page cannot be shown. */
export type PageError =
	| 'notFound'
	| 'notSignedIn'
	| 'removed'
	| 'notFacilitator'
	| 'notProjector'
	| 'link'
	| 'ended'
	| 'deleted'
	| 'offline'

/**
 * Returns why the server refused a page in the workshop's room: its access has ended, or the
 * workshop was deleted (ACCESS3–6).
 */
export function refusalOf(code: CloseCode | null): PageError {
	return code === CLOSE.noRoom ? 'deleted' : 'ended'
}

/**
 * Shows why a page cannot be shown, with the possible next steps: `children`, the join page and the
 * home page.
 */
export function ErrorPage({ error, children }: { error: PageError; children?: ReactNode }) {
	const { t } = useTranslation()
	const title = t(`errorPage.${error}Title`)
	useDocumentTitle(title)
	return (
		<>
			<PageHeader />
			<main className={styles['main']}>
				<LostLink />
				<h1>{title}</h1>
				<p>{t(`errorPage.${error}Lead`)}</p>
				<div className={styles['actions']}>
					{children}
					<LinkButton href="/join" variant={children ? 'plain' : 'primary'} size="large">
						{t('errorPage.joinWithCode')}
					</LinkButton>
					<LinkButton href="/" size="large" variant="quiet">
						{t('toHome')}
					</LinkButton>
				</div>
				<HostMarkSlot />
			</main>
		</>
	)
}

/** Two cards and a link that ends before it reaches the second one. */
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

interface PageErrorBoundaryProps {
	children: ReactNode
	/**
	 * The time after an error until the page is reloaded, once the server answers. It is for the
	 * projector, which runs unattended.
	 */
	reloadAfterMs?: number
	/** The page is rendered again when one of these values changes, or the path. */
	resetKeys?: unknown[]
}

/**
 * Replaces the whole page after a rendering error that no panel's boundary caught, until the next
 * navigation.
 */
export function PageErrorBoundary({ children, reloadAfterMs, resetKeys = [] }: PageErrorBoundaryProps) {
	const [path] = useLocation()
	return (
		<ErrorBoundary
			resetKeys={[path, ...resetKeys]}
			fallbackRender={({ error }) => (
				<CrashPage
					reason={isOutdated(error) ? 'outdated' : 'crash'}
					{...(reloadAfterMs === undefined ? {} : { reloadAfterMs })}
				/>
			)}
		>
			{children}
		</ErrorBoundary>
	)
}

function CrashPage({ reason, reloadAfterMs }: { reason: 'crash' | 'outdated'; reloadAfterMs?: number }) {
	const { t } = useTranslation()
	useEffect(() => (reloadAfterMs === undefined ? undefined : reloadWhenReachable(reloadAfterMs)), [reloadAfterMs])
	return (
		<main className={styles['main']}>
			<h1>{t(`errorPage.${reason}Title`)}</h1>
			<p>{t(`errorPage.${reason}Lead`)}</p>
			<div className={styles['actions']}>
				<Button variant="primary" size="large" onClick={reloadPage}>
					{t('errorPage.reload')}
				</Button>
			</div>
			{/* This page has to be shown even if the chunk with the name cannot be fetched. */}
			<ErrorBoundary fallback={null}>
				<HostMarkSlot />
			</ErrorBoundary>
		</main>
	)
}
