import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import styles from './TroublePage.module.css'

interface CrashBoundaryProps {
	children: ReactNode
	/** Load the page again by itself after this time: nobody stands beside a projector. */
	reloadAfterMs?: number
}

/** Catches what breaks a page while it is drawn, and offers to load it again. */
export class CrashBoundary extends Component<CrashBoundaryProps, { hasCrashed: boolean }> {
	override state = { hasCrashed: false }
	private timer: ReturnType<typeof setTimeout> | undefined

	static getDerivedStateFromError() {
		return { hasCrashed: true }
	}

	override componentDidCatch() {
		if (this.props.reloadAfterMs !== undefined) {
			this.timer = setTimeout(() => location.reload(), this.props.reloadAfterMs)
		}
	}

	override componentWillUnmount() {
		clearTimeout(this.timer)
	}

	override render() {
		return this.state.hasCrashed ? <CrashPage /> : this.props.children
	}
}

function CrashPage() {
	const { t } = useTranslation()
	return (
		<main className={styles['main']}>
			<h1>{t('trouble.crashTitle')}</h1>
			<p>{t('trouble.crashLead')}</p>
			<div className={styles['actions']}>
				<Button look="primary" size="large" onClick={() => location.reload()}>
					{t('trouble.reload')}
				</Button>
			</div>
		</main>
	)
}
