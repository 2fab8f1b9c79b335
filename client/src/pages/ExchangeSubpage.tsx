import type { ReactNode } from 'react'
import { useExchangeOrigin } from '../exchange/exchangeAccess.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { LinkButton } from '../ui/Button.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { PageHeader } from '../workshop/PageHeader.tsx'
import styles from './ExchangePage.module.css'

interface ExchangeSubpageProps {
	/** The title of the browser's tab. */
	title: string
	children: ReactNode
}

/** A page below the exchange, with a link back to it. */
export function ExchangeSubpage({ title, children }: ExchangeSubpageProps) {
	const { t } = useTranslation('exchange')
	const { query } = useExchangeOrigin()
	useDocumentTitle(title)
	return (
		<div className={styles['page']}>
			<PageHeader />
			<main>
				<LinkButton variant="quiet" size="small" icon="arrowLeft" className={styles['back']} href={`/exchange${query}`}>
					{t('title')}
				</LinkButton>
				{children}
			</main>
		</div>
	)
}
