import { Component, type ReactNode } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { reloadOnceThere } from '../session/reloadPage.ts'
import { Button } from '../ui/Button.tsx'
import { isOutdated } from './fetchChunk.ts'
import styles from './TroublePage.module.css'

interface CrashBoundaryProps {
	children: ReactNode
	/** Load the page again by itself after this time: nobody stands beside a projector. */
	reloadAfterMs?: number
}

/** Catches what breaks a page while it is drawn, and offers to load it again. */
export class CrashBoundary extends Component<CrashBoundaryProps, { crash: 'crash' | 'outdated' | null }> {
	override state: { crash: 'crash' | 'outdated' | null } = { crash: null }
	private endReloading: (() => void) | undefined

	static getDerivedStateFromError(cause: unknown) {
		return { crash: isOutdated(cause) ? 'outdated' : 'crash' }
	}

	override componentDidCatch() {
		this.endReloading?.()
		if (this.props.reloadAfterMs !== undefined) this.endReloading = reloadOnceThere(this.props.reloadAfterMs)
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
				<Button look="primary" size="large" onClick={() => location.reload()}>
					{t('trouble.reload')}
				</Button>
			</div>
		</main>
	)
}
