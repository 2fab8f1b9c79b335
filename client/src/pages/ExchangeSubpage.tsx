import type { ReactNode } from 'react'
import { useExchangeOrigin } from '../exchange/exchangeAccess.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { PageHeader } from '../navigation/PageHeader.tsx'
import { LinkButton } from '../ui/Button.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import styles from './ExchangePage.module.css'

interface ExchangeSubpageProps {
	/** The title of the browser's tab. */
	title: string
	/** Beside the link back. */
	tools?: ReactNode
	children: ReactNode
}

/** A page below the exchange, with a link back to it. */
export function ExchangeSubpage({ title, tools, children }: ExchangeSubpageProps) {
	const { t } = useTranslation('exchange')
	const { query } = useExchangeOrigin()
	useDocumentTitle(title)
	return (
		<div className={styles['page']}>
			<PageHeader />
			<main>
				<div className={styles['top']}>
					<LinkButton
						variant="quiet"
						size="small"
						icon="arrowLeft"
						className={styles['back']}
						href={`/exchange${query}`}
					>
						{t('title')}
					</LinkButton>
					{tools}
				</div>
				{children}
			</main>
		</div>
	)
}
