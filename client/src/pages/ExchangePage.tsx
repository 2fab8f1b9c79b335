import { travelTextsIn, type WorkshopView } from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, useRef } from 'react'
import { useLocation } from 'wouter'
import type { Credentials } from '../connection/credentials.ts'
import { fetchWorkshop } from '../connection/joinApi.ts'
import { useExchangeOrigin } from '../exchange/exchangeAccess.ts'
import { importExchangeFile, startPractice } from '../exchange/exchangeApi.ts'
import { OwnPractices } from '../exchange/OwnPractices.tsx'
import { PracticeSearch } from '../exchange/PracticeSearch.tsx'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { PageHeader } from '../workshop/PageHeader.tsx'
import { boardPath, dashboardPath } from '../workshop/paths.ts'
import styles from './ExchangePage.module.css'

/**
 * The exchange: a search for practices, the workshop's own drafts and adoptions, and the import of
 * files from other servers.
 */
export function ExchangePage() {
	const { t } = useTranslation('exchange')
	useDocumentTitle(t('title'))
	const { access, query, showsAdopted } = useExchangeOrigin()
	const own = access && <OwnPractices credentials={access} query={query} />
	return (
		<div className={styles['page']}>
			<PageHeader />
			<main>
				{access && <BackLink credentials={access} />}
				<div className={styles['head']}>
					<div>
						<h1>{t('title')}</h1>
						<p>{t('lead')}</p>
					</div>
					{access && <Tools credentials={access} query={query} />}
				</div>
				{showsAdopted && own}
				<PracticeSearch />
				{!showsAdopted && own}
			</main>
		</div>
	)
}

/** A link back to the workshop from which this person came. */
function BackLink({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation('exchange')
	const { workshop, role } = credentials
	const { board } = useExchangeOrigin()
	const home = role === 'facilitator' ? dashboardPath(workshop) : `/w/${workshop}`
	return (
		<LinkButton
			variant="quiet"
			size="small"
			icon="arrowLeft"
			className={styles['back']}
			href={board ? boardPath(workshop, board, role) : home}
		>
			{t('back')}
		</LinkButton>
	)
}

/** Fetches the workshop of these credentials, for the exchange. */
export function useExchangeWorkshop(credentials: Credentials | null): WorkshopView | undefined {
	const { data } = useQuery({
		queryKey: ['workshop', credentials?.token],
		queryFn: () => fetchWorkshop(credentials as Credentials),
		enabled: credentials !== null,
	})
	return data
}

function Tools({ credentials, query }: { credentials: Credentials; query: string }) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const attempt = useAttempt()
	const showToast = useToast()
	const client = useQueryClient()
	const [, navigate] = useLocation()
	const picker = useRef<HTMLInputElement>(null)
	const begin = async () => {
		const started = await attempt(() => startPractice(credentials, { locale }))
		if (started) navigate(`/exchange/${started.practice.id}${query}`)
	}
	const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
		const [file] = target.files ?? []
		target.value = ''
		const result = file && (await attempt(() => importExchangeFile(credentials, file)))
		if (!result) return
		const { added, updated, unchanged, older, invalid, forged, incomplete, foreign, blocked } = result.counts
		const refused = invalid + forged + incomplete + foreign + blocked
		showToast(
			t('imported', { taken: added + updated, known: unchanged + older, refused }),
			refused > 0 ? 'error' : undefined,
		)
		await client.invalidateQueries({ queryKey: ['practices'] })
	}
	return (
		<div className={styles['tools']}>
			<Button icon="plus" onClick={begin}>
				{t('begin')}
			</Button>
			<LinkButton variant="quiet" icon="map" href={`/exchange/travels${query}`}>
				{travelTextsIn(locale).title}
			</LinkButton>
			{credentials.role === 'facilitator' && (
				<>
					<Button variant="quiet" icon="import" onClick={() => picker.current?.click()}>
						{t('importFile')}
					</Button>
					<input ref={picker} type="file" accept=".json,application/json" hidden onChange={take} />
				</>
			)}
		</div>
	)
}
