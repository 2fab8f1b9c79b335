import { travelTextsIn } from '@charrette/shared'
import { useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { importExchangeFile, startPractice } from '../connection/api/exchange.ts'
import type { Credentials } from '../connection/credentials.ts'
import { readStoredWorkshop } from '../connection/storedWorkshop.ts'
import { OtherCollections, SessionCollections } from '../exchange/collections/CollectionLists.tsx'
import { knownAccess, useExchangeOrigin } from '../exchange/exchangeAccess.ts'
import { OwnPractices } from '../exchange/OwnPractices.tsx'
import { PracticeSearch } from '../exchange/PracticeSearch.tsx'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { PageHeader } from '../navigation/PageHeader.tsx'
import { boardPath, dashboardPath, exchangePath } from '../navigation/paths.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { useSave } from '../ui/useSave.ts'
import styles from './ExchangePage.module.css'
import { ExchangeReading, ExchangeReadingButton } from './ExchangeReading.tsx'

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
		<ExchangeReading>
			<div className={styles['page']}>
				<PageHeader />
				<main>
					{access && <BackLink credentials={access} />}
					{access && <WorkshopSelect credentials={access} />}
					<div className={styles['head']}>
						<div>
							<h1>{t('title')}</h1>
							<p>{t('lead')}</p>
						</div>
						<div className={styles['tools']}>
							<ExchangeReadingButton />
							{access && <Tools credentials={access} query={query} />}
						</div>
					</div>
					{showsAdopted && own}
					{access && <SessionCollections credentials={access} />}
					<PracticeSearch />
					{access && <OtherCollections credentials={access} />}
					{!showsAdopted && own}
				</main>
			</div>
		</ExchangeReading>
	)
}

/** Chooses for which workshop the reader finds and adopts, if the browser knows several. */
function WorkshopSelect({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation('exchange')
	const [, navigate] = useLocation()
	const [known] = useState(knownAccess)
	const titled = known.flatMap((one) => {
		const title = readStoredWorkshop(one.workshop, one.role)?.title
		return title ? [{ one, title }] : []
	})
	if (titled.length < 2 || !titled.some(({ one }) => one.workshop === credentials.workshop)) return null
	return (
		<Select
			label={t('workshop')}
			value={credentials.workshop}
			options={titled.map(({ one, title }) => ({ value: one.workshop, label: title }))}
			onChange={(workshop) => {
				const chosen = known.find((one) => one.workshop === workshop)
				if (chosen) navigate(exchangePath(chosen))
			}}
		/>
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

function Tools({ credentials, query }: { credentials: Credentials; query: string }) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const attempt = useAttempt()
	const showToast = useToast()
	const client = useQueryClient()
	const [, navigate] = useLocation()
	const picker = useRef<HTMLInputElement>(null)
	const [isStarting, save] = useSave()
	const begin = async () => {
		const started = await save(() => attempt(() => startPractice(credentials, { locale })))
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
			t('imported', { taken: added + updated + result.notices, known: unchanged + older, refused }),
			refused > 0 ? 'error' : undefined,
		)
		await client.invalidateQueries({ queryKey: ['practices'] })
	}
	return (
		<>
			<Button icon="plus" busy={isStarting} onClick={begin}>
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
		</>
	)
}
