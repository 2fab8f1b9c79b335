import {
	type AdoptionId,
	type PracticeId,
	type PracticeView,
	type Workshop,
	type WorkshopAdoptions,
	waitsForHost,
} from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { fetchAdoptions, fetchPractice } from '../connection/api/exchange.ts'
import type { Credentials } from '../connection/credentials.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { AdoptionForm } from '../exchange/AdoptionForm.tsx'
import { CityQuestions, OpenQuestions } from '../exchange/CityQuestions.tsx'
import { type ExchangeOrigin, useExchangeOrigin } from '../exchange/exchangeAccess.ts'
import { FactsForm } from '../exchange/FactsForm.tsx'
import { AdoptBar, PublishBar, WithdrawnNote } from '../exchange/PracticeActions.tsx'
import { PracticeArticle } from '../exchange/PracticeArticle.tsx'
import { PracticeEditor } from '../exchange/PracticeEditor.tsx'
import { ReportButton } from '../exchange/ReportDialog.tsx'
import { ReportList } from '../exchange/ReportList.tsx'
import { useExchangeWorkshop } from '../exchange/useExchangeWorkshop.ts'
import { hasVersions, VersionHistory } from '../exchange/VersionHistory.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Select } from '../ui/Select.tsx'
import styles from './ExchangePage.module.css'
import { ExchangeReading, ExchangeReadingButton } from './ExchangeReading.tsx'
import { ExchangeSubpage } from './ExchangeSubpage.tsx'

const TABS = ['read', 'versions', 'write', 'facts', 'transfer'] as const
type Tab = (typeof TABS)[number]
const DECISION_MS = 30_000

/** One practice, which can be read and adopted; its own workshop can also edit and publish it. */
export function PracticePage({ practice: id }: { practice: PracticeId }) {
	const { t } = useTranslation(['exchange', 'app'])
	const origin = useExchangeOrigin()
	const { access } = origin
	const key = ['practice', id, access?.token]
	const view = useQuery({
		queryKey: key,
		queryFn: () => fetchPractice(access, id),
		// The decision of the host arrives while the facilitator reads.
		refetchInterval: ({ state }) =>
			state.data?.draft && waitsForHost(state.data.draft.practice) ? DECISION_MS : false,
	})
	const client = useQueryClient()
	const published = view.data?.published
	const failure = view.data ? null : queryFailure(view)
	return (
		<ExchangeReading>
			<ExchangeSubpage
				title={published?.texts[published.original]?.texts.title ?? t('title')}
				tools={<ExchangeReadingButton />}
			>
				{failure && <p role="alert">{t(`app:errors.${failure}`)}</p>}
				{!view.data && !failure && <Loading what={t('opening')} />}
				{view.data && (
					<OpenPractice
						key={id}
						id={id}
						view={view.data}
						origin={origin}
						refresh={() => client.invalidateQueries({ queryKey: key })}
					/>
				)}
			</ExchangeSubpage>
		</ExchangeReading>
	)
}

interface OpenPracticeProps {
	id: PracticeId
	view: PracticeView
	origin: ExchangeOrigin
	refresh: () => Promise<void>
}

function OpenPractice({ id, view, origin, refresh }: OpenPracticeProps) {
	const { t } = useTranslation('exchange')
	const { access } = origin
	const { published, draft } = view
	const workshop = useExchangeWorkshop(access)?.workshop
	const { adoptions, adoption, chooseAdoption } = useOwnAdoptions(origin, id)
	const offered = TABS.filter((tab) => {
		if (tab === 'read') return published !== null
		if (tab === 'versions') return hasVersions(view)
		return tab === 'transfer' ? adoption !== undefined : draft !== undefined
	})
	const [chosen, choose] = useState<Tab | null>(origin.showsAdopted ? 'transfer' : null)
	const client = useQueryClient()
	const questions = {
		practice: id,
		view,
		access,
		onChanged: async () => {
			await Promise.all([refresh(), client.invalidateQueries({ queryKey: ['own', access?.token] })])
		},
	}
	const tab = chosen && offered.includes(chosen) ? chosen : (offered[0] ?? 'read')
	// A version that the host publishes must not take the text away from who is writing (PRACTICE4d).
	if (chosen === null && tab === 'write') choose(tab)
	const showNewState = async () => {
		await refresh()
		if (!published) choose(null)
	}
	return (
		<div className={styles['columns']}>
			<div className={styles['aside']}>
				{view.withdrawal && !draft && <WithdrawnNote withdrawal={view.withdrawal} />}
				{draft && access && (
					<PublishBar credentials={access} practice={draft.practice} view={view} onStateChanged={showNewState} />
				)}
				{published && access && workshop && (
					<AdoptBar credentials={access} published={published} workshop={workshop} origin={origin} />
				)}
				<OpenQuestions {...questions} />
				{published &&
					(draft && access?.role === 'facilitator' ? (
						<ReportList credentials={access} practice={published.id} />
					) : (
						<ReportButton access={access} practice={published.id} />
					))}
			</div>
			<div className={styles['body']}>
				{offered.length > 1 && (
					<fieldset aria-label={t('views')} className={styles['tabs']}>
						{offered.map((name) => (
							<Button key={name} size="small" variant="quiet" aria-pressed={name === tab} onClick={() => choose(name)}>
								{t(`tabs.${name}`)}
							</Button>
						))}
					</fieldset>
				)}
				{tab !== 'read' && tab !== 'versions' && <PageTitle view={view} adopted={adoption?.title} />}
				{tab === 'read' && published && (
					<PracticeArticle view={view} published={published}>
						<CityQuestions {...questions} city={ownCityOf(access, workshop)} />
					</PracticeArticle>
				)}
				{tab === 'versions' && <VersionHistory access={access} view={view} />}
				{tab === 'write' && draft && access && (
					<PracticeEditor
						credentials={access}
						practice={draft.practice}
						board={draft.practice.source?.board ?? origin.board}
						workshop={workshop}
					/>
				)}
				{draft && access && (
					<KeptForm isShown={tab === 'facts'}>
						<FactsForm credentials={access} practice={draft.practice} onSaved={refresh} />
					</KeptForm>
				)}
				{access && adoption && (
					<FitChecks
						credentials={access}
						adoptions={adoptions}
						chosen={adoption.id}
						isShown={tab === 'transfer'}
						onChoose={chooseAdoption}
						onSaved={refresh}
					/>
				)}
			</div>
		</div>
	)
}

interface FitChecksProps {
	credentials: Credentials
	adoptions: WorkshopAdoptions['adoptions']
	chosen: AdoptionId
	isShown: boolean
	onChoose: (adoption: AdoptionId) => void
	onSaved: () => Promise<void>
}

/** The transfer checks of the cities that the workshop adopted the practice for. */
function FitChecks({ credentials, adoptions, chosen, isShown, onChoose, onSaved }: FitChecksProps) {
	const { t } = useTranslation('exchange')
	const client = useQueryClient()
	const refresh = async () => {
		await Promise.all([onSaved(), client.invalidateQueries({ queryKey: adoptionsKey(credentials) })])
	}
	return (
		<>
			{isShown && adoptions.length > 1 && (
				<Select
					label={t('transfer.city')}
					value={chosen}
					options={adoptions.map(({ id, city }, index) => ({ value: id, label: city.name || `${index + 1}` }))}
					onChange={onChoose}
				/>
			)}
			{adoptions.map((adoption) => (
				<KeptForm key={adoption.id} isShown={isShown && adoption.id === chosen}>
					<AdoptionForm credentials={credentials} adoption={adoption} onSaved={refresh} />
				</KeptForm>
			))}
		</>
	)
}

/** Keeps what a person has typed in a form, and not saved, while they read another tab. */
function KeptForm({ isShown, children }: { isShown: boolean; children: ReactNode }) {
	const [wasShown, setWasShown] = useState(isShown)
	if (isShown && !wasShown) setWasShown(true)
	return wasShown && <div hidden={!isShown}>{children}</div>
}

/** The title of a practice, above the tabs that do not show its text. */
function PageTitle({ view: { published, draft }, adopted }: { view: PracticeView; adopted: string | undefined }) {
	const { t } = useTranslation('exchange')
	const original = draft?.practice.original ?? published?.original
	const title = draft?.practice.title ?? (original && published?.texts[original]?.texts.title) ?? adopted
	return (
		<h1 className={styles['practiceTitle']} lang={original} dir="auto">
			{title || t('untitled')}
		</h1>
	)
}

/** Returns the reader's city, or that of their workshop if it has only one. */
function ownCityOf(access: Credentials | null, workshop: Workshop | undefined): string {
	const person = workshop?.participants.find(({ id }) => id === access?.participant)
	const [only, ...others] = workshop?.cities ?? []
	return person?.city || (only && others.length === 0 ? only.name : '')
}

const adoptionsKey = (access: Credentials | null) => ['adopted', access?.token]

/**
 * Fetches the adoptions of a practice by the reader's workshop, oldest first. One of them is shown:
 * that of the address, or the newest.
 */
function useOwnAdoptions({ access, adoption: named }: ExchangeOrigin, practice: PracticeId) {
	const [chosen, chooseAdoption] = useState(named)
	const { data } = useQuery({
		queryKey: adoptionsKey(access),
		queryFn: () => fetchAdoptions(access as Credentials),
		enabled: access !== null,
	})
	const adoptions = data?.adoptions.filter((one) => one.practice === practice) ?? []
	const adoption = adoptions.find(({ id }) => id === chosen) ?? adoptions.at(-1)
	// Another city's adoption that arrives later must not take its place.
	if (adoption && adoption.id !== chosen) chooseAdoption(adoption.id)
	return { adoptions, adoption, chooseAdoption }
}
