import type { ReactNode } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { isOutdated } from '../connection/fetchChunk.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from './Button.tsx'
import styles from './PanelBoundary.module.css'

interface PanelBoundaryProps {
	children: ReactNode
	/** The panel is rendered again when one of these values changes. */
	resetKeys?: unknown[]
	/**
	 * Shown in place of the panel after an error. Without it, a sentence with a button that tries
	 * again is shown.
	 */
	fallback?: ReactNode
}

/** Confines a rendering error to one panel: the rest of the page keeps working. */
export function PanelBoundary({ children, resetKeys, fallback }: PanelBoundaryProps) {
	return (
		<ErrorBoundary
			{...(resetKeys && { resetKeys })}
			fallbackRender={({ error, resetErrorBoundary }) => {
				// The chunk no longer exists, so only a reload helps: the page's boundary offers it.
				if (isOutdated(error)) throw error
				return fallback ?? <PanelError onRetry={resetErrorBoundary} />
			}}
		>
			{children}
		</ErrorBoundary>
	)
}

function PanelError({ onRetry }: { onRetry: () => void }) {
	const { t } = useTranslation()
	return (
		<div className={styles['error']} role="alert">
			<p>{t('errorPage.crashTitle')}</p>
			<Button size="small" onClick={onRetry}>
				{t('tryAgain')}
			</Button>
		</div>
	)
}
