import { LOCALES, type LocalText, localize } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { fetchLegalTexts } from '../connection/api/server.ts'
import { useRetentionDays } from '../connection/clientInfo.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { PageHeader } from '../navigation/PageHeader.tsx'
import { Loading } from '../ui/Loading.tsx'
import { useFailureToast } from '../ui/useAttempt.ts'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import styles from './LegalPage.module.css'

/** The legal notice and the privacy text of the server's host (HOST8). */
export function LegalPage() {
	const { t } = useTranslation(['host', 'app'])
	useDocumentTitle(t('legal.title'))
	const retentionDays = useRetentionDays()
	const legal = useQuery({ queryKey: ['legal'], queryFn: fetchLegalTexts })
	useFailureToast(queryFailure(legal))
	return (
		<div className={styles['page']}>
			<PageHeader />
			<main>
				{legal.data?.name && <p className={styles['name']}>{legal.data.name}</p>}
				<h1>{t('legal.title')}</h1>
				{!legal.data && <Loading what={t('app:opening.page')} />}
				{legal.data && <LegalText title={t('legal.notice')} texts={legal.data.notice} />}
				{legal.data && <LegalText title={t('legal.privacy')} texts={legal.data.privacy} />}
				{retentionDays !== null && <p className={styles['text']}>{t('legal.retention', { days: retentionDays })}</p>}
				{legal.data?.translator && (
					<p className={styles['text']}>{t('legal.translator', { host: legal.data.translator })}</p>
				)}
				{legal.data && isEmpty(legal.data.notice) && isEmpty(legal.data.privacy) && (
					<p data-none className={styles['text']}>
						{t('legal.none')}
					</p>
				)}
			</main>
		</div>
	)
}

function isEmpty(texts: LocalText): boolean {
	return LOCALES.every((locale) => !texts[locale])
}

/** Shows a text in the language of the page, or else in an available language. */
function LegalText({ title, texts }: { title: string; texts: LocalText }) {
	const locale = useLocale()
	const text = localize(texts, locale)
	if (text === '') return null
	return (
		<section>
			<h2>{title}</h2>
			<p lang={LOCALES.find((one) => texts[one] === text)} className={styles['text']} dir="auto">
				{text.split(ADDRESSES).map((part, index) =>
					// Every second part is a match of the pattern.
					index % 2 === 0 ? (
						part
					) : (
						<a key={index} href={part.includes('://') ? part : `mailto:${part}`} rel="noreferrer">
							{part}
						</a>
					),
				)}
			</p>
		</section>
	)
}

/** Matches addresses of pages and of mail, without the punctuation that ends a sentence. */
const ADDRESSES = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]，。；：！？）]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/u
