import type { Adoption, PracticeId, PracticeView } from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { AdoptionForm } from '../exchange/AdoptionForm.tsx'
import { type ExchangeOrigin, useExchangeOrigin } from '../exchange/exchangeAccess.ts'
import { fetchAdoptions, fetchPractice } from '../exchange/exchangeApi.ts'
import { FactsForm } from '../exchange/FactsForm.tsx'
import { AdoptBar, PublishBar } from '../exchange/PracticeActions.tsx'
import { PracticeArticle } from '../exchange/PracticeArticle.tsx'
import { PracticeEditor } from '../exchange/PracticeEditor.tsx'
import { ReportButton } from '../exchange/ReportDialog.tsx'
import { ReportList } from '../exchange/ReportList.tsx'
import { hasVersions, VersionHistory } from '../exchange/VersionHistory.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { Loading } from '../workshop/Loading.tsx'
import styles from './ExchangePage.module.css'
import { useExchangeWorkshop } from './ExchangePage.tsx'
import { ExchangeSubpage } from './ExchangeSubpage.tsx'

const TABS = ['read', 'versions', 'write', 'facts', 'transfer'] as const
type Tab = (typeof TABS)[number]

/** One practice, which can be read and adopted; its own workshop can also edit and publish it. */
export function PracticePage({ practice: id }: { practice: PracticeId }) {
	const { t } = useTranslation(['exchange', 'app'])
	const origin = useExchangeOrigin()
	const { access } = origin
	const key = ['practice', id, access?.token]
	const view = useQuery({ queryKey: key, queryFn: () => fetchPractice(access, id) })
	const client = useQueryClient()
	const published = view.data?.published
	const failure = view.data ? null : queryFailure(view)
	return (
		<ExchangeSubpage title={published?.texts[published.original]?.texts.title ?? t('title')}>
			{failure && <p role="alert">{t(`app:errors.${failure}`)}</p>}
			{!view.data && !failure && <Loading what={t('opening')} />}
			{view.data && (
				<OpenPractice
					key={id}
					view={view.data}
					origin={origin}
					refresh={() => client.invalidateQueries({ queryKey: key })}
				/>
			)}
		</ExchangeSubpage>
	)
}

interface OpenPracticeProps {
	view: PracticeView
	origin: ExchangeOrigin
	refresh: () => Promise<void>
}

function OpenPractice({ view, origin, refresh }: OpenPracticeProps) {
	const { t } = useTranslation('exchange')
	const { access } = origin
	const { published, draft } = view
	const workshop = useExchangeWorkshop(access)?.workshop
	const adoptions = useOwnAdoptions(access, published?.id ?? draft?.practice.id)
	const [adoptionId, chooseAdoption] = useState(origin.adoption)
	const adoption = adoptions.find(({ id }) => id === adoptionId) ?? adoptions.at(-1)
	const offered = TABS.filter((tab) => {
		if (tab === 'read') return published !== null
		if (tab === 'versions') return hasVersions(view)
		return tab === 'transfer' ? adoption !== undefined : draft !== undefined
	})
	const [chosen, choose] = useState<Tab | null>(origin.showsAdopted ? 'transfer' : null)
	const tab = chosen && offered.includes(chosen) ? chosen : (offered[0] ?? 'read')
	return (
		<div className={styles['columns']}>
			<div className={styles['aside']}>
				{draft && access && <PublishBar credentials={access} practice={draft.practice} onStateChanged={refresh} />}
				{published && access && workshop && (
					<AdoptBar credentials={access} published={published} workshop={workshop} origin={origin} />
				)}
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
				{tab !== 'read' && tab !== 'versions' && <PageTitle view={view} />}
				{tab === 'read' && published && <PracticeArticle view={view} published={published} />}
				{tab === 'versions' && <VersionHistory access={access} view={view} />}
				{tab === 'write' && draft && access && (
					<PracticeEditor
						credentials={access}
						practice={draft.practice}
						board={draft.practice.source?.board ?? origin.board}
					/>
				)}
				{tab === 'facts' && draft && access && (
					<FactsForm credentials={access} practice={draft.practice} onSaved={refresh} />
				)}
				{tab === 'transfer' && adoptions.length > 1 && adoption && (
					<Select
						label={t('transfer.city')}
						value={adoption.id}
						options={adoptions.map(({ id, city }, index) => ({ value: id, label: city.name || `${index + 1}` }))}
						onChange={chooseAdoption}
					/>
				)}
				{tab === 'transfer' && adoption && access && (
					<AdoptionForm key={adoption.id} credentials={access} adoption={adoption} onSaved={refresh} />
				)}
			</div>
		</div>
	)
}

/** The title of a practice, above the tabs that do not show its text. */
function PageTitle({ view: { published, draft } }: { view: PracticeView }) {
	const { t } = useTranslation('exchange')
	const original = draft?.practice.original ?? published?.original
	const title = draft?.practice.title ?? (original && published?.texts[original]?.texts.title)
	return (
		<h1 className={styles['practiceTitle']} lang={original} dir="auto">
			{title || t('untitled')}
		</h1>
	)
}

/** Fetches the adoptions of a practice by the reader's workshop, oldest first. */
function useOwnAdoptions(access: Credentials | null, practice: PracticeId | undefined): Adoption[] {
	const { data } = useQuery({
		queryKey: ['adopted', access?.token],
		queryFn: () => fetchAdoptions(access as Credentials),
		enabled: access !== null,
	})
	return data?.adoptions.filter((adoption) => adoption.practice === practice) ?? []
}
