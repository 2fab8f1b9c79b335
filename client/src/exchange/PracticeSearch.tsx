import { readPlace } from '@charrette/shared'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useDeferredValue, useEffect, useState } from 'react'
import {
	FILTER_NAMES,
	type FilterName,
	type PracticeSearch as Search,
	searchPractices,
} from '../connection/api/exchange.ts'
import { fetchChunk } from '../connection/fetchChunk.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Loading } from '../ui/Loading.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { Select } from '../ui/Select.tsx'
import { useFailureToast } from '../ui/useAttempt.ts'
import { AddToCollection } from './collections/AddToCollection.tsx'
import { type ExchangeOrigin, useExchangeOrigin } from './exchangeAccess.ts'
import { FoundCard } from './FoundCard.tsx'
import { FIXED_VALUES, filterValueName, placeName } from './names.ts'
import styles from './search.module.css'

/** The pause in typing after which the search runs. */
const TYPING_PAUSE_MS = 200
const SORTS = ['relevance', 'newest', 'adoptions'] as const
/** On smaller screens, where no practice would be in view below it, the map is shown on request. */
const WIDE = '(width > 1440px)'
const PracticeMap = lazy(() =>
	fetchChunk(async () => ({ default: (await import('./map/PracticeMap.tsx')).PracticeMap })),
)
const NO_PLACES: Record<string, number> = {}
const EMPTY: Search = { text: '', filters: {}, sort: 'relevance' }

/** The search for practices: a field, filters with their counts, and the practices that match. */
export function PracticeSearch() {
	const { t } = useTranslation('exchange')
	const origin = useExchangeOrigin()
	const locale = useLocale()
	const [search, setSearch] = useState(() => ({ ...EMPTY, withPlaces: matchMedia(WIDE).matches }))
	const found = useSearchResults(origin, search)
	const setFilter = (name: FilterName, value: string) => {
		const { [name]: _, ...others } = search.filters
		setSearch({ ...search, filters: value ? { ...others, [name]: value } : others })
	}
	const { place: _, ...everywhere } = search
	const place = search.place === undefined ? null : readPlace(search.place)
	const setPlace = (value: string | null) => setSearch(value === null ? everywhere : { ...search, place: value })
	const isFiltered = Object.keys(search.filters).length > 0 || place !== null
	return (
		<div className={styles['search']}>
			<search className={styles['form']}>
				<SearchField
					className={styles['field']}
					label={t('search.label')}
					placeholder={t('search.placeholder')}
					value={search.text}
					maxLength={200}
					onChange={(event) => setSearch({ ...search, text: event.target.value })}
				/>
				<div className={styles['filters']}>
					{FILTER_NAMES.map((name) => (
						<FilterSelect
							key={name}
							name={name}
							value={search.filters[name] ?? ''}
							counts={found.facets[name] ?? {}}
							onChange={(value) => setFilter(name, value)}
						/>
					))}
					{isFiltered && (
						<Button size="small" variant="quiet" icon="close" onClick={() => setSearch({ ...everywhere, filters: {} })}>
							{t('search.clear')}
						</Button>
					)}
				</div>
			</search>
			<div className={styles['summary']}>
				<p role="status">
					{found.summary}
					{found.corrected && (
						<Button size="small" variant="quiet" onClick={() => setSearch({ ...search, exact: search.text })}>
							{t('search.searchAsTyped', { words: search.text })}
						</Button>
					)}
				</p>
				{place && (
					<Button size="small" icon="close" onClick={() => setPlace(null)}>
						{placeName(place, locale)}
					</Button>
				)}
				<Button
					className={styles['mapToggle']}
					size="small"
					icon="map"
					aria-pressed={search.withPlaces}
					onClick={() => setSearch({ ...search, withPlaces: !search.withPlaces })}
				>
					{t('map.show')}
				</Button>
				<Select
					label={t('search.sort')}
					size="small"
					value={search.sort}
					options={SORTS.map((value) => ({ value, label: t(`search.sorts.${value}`) }))}
					onChange={(sort) => setSearch({ ...search, sort })}
				/>
			</div>
			{search.withPlaces && (
				<Suspense fallback={<Loading what={t('map.opening')} />}>
					<PracticeMap counts={found.facets['place'] ?? NO_PLACES} chosen={search.place ?? null} onChoose={setPlace} />
				</Suspense>
			)}
			<ol className={styles['results']}>
				{found.practices.map((practice) => (
					<li key={practice.id}>
						<FoundCard practice={practice} query={origin.query}>
							<AddToCollection origin={origin} practice={practice.id} title={practice.title.text} isSmall />
						</FoundCard>
					</li>
				))}
			</ol>
			{found.isEmpty && (
				<p className={styles['empty']}>{t(search.text || isFiltered ? 'search.none' : 'search.noneYet')}</p>
			)}
			{found.loadMore && (
				<Button className={styles['more']} busy={found.isLoadingMore} onClick={found.loadMore}>
					{t('search.more')}
				</Button>
			)}
		</div>
	)
}

function useSearchResults({ access }: ExchangeOrigin, search: Search) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const debounced = useDebouncedSearch(search)
	const query = useInfiniteQuery({
		queryKey: ['practices', access?.token ?? '', debounced, locale],
		queryFn: ({ pageParam, signal }) => searchPractices(access, debounced, { locale, cursor: pageParam, signal }),
		initialPageParam: null as string | null,
		getNextPageParam: (last) => last.cursor,
		placeholderData: keepPreviousData,
	})
	useFailureToast(queryFailure(query))
	const pages = query.data?.pages ?? []
	const first = pages[0]
	const summary = () => {
		if (!first) return t('search.searching')
		const count = t('search.count', { count: first.total })
		if (first.corrected) return t('search.corrected', { count, words: first.corrected })
		return first.isPartial ? t('search.partial', { count }) : count
	}
	return {
		practices: pages.flatMap((page) => page.practices),
		facets: first?.facets ?? {},
		summary: summary(),
		corrected: first?.corrected ?? null,
		isEmpty: first !== undefined && first.total === 0,
		isLoadingMore: query.isFetchingNextPage,
		loadMore: query.hasNextPage ? () => void query.fetchNextPage() : null,
	}
}

/** Returns the search as of the last pause in typing. */
function useDebouncedSearch(search: Search): Search {
	const [debounced, setDebounced] = useState(search)
	const { text } = search
	useEffect(() => {
		const timer = setTimeout(() => setDebounced((before) => ({ ...before, text })), TYPING_PAUSE_MS)
		return () => clearTimeout(timer)
	}, [text])
	return useDeferredValue({ ...search, text: debounced.text })
}

interface FilterSelectProps {
	name: FilterName
	value: string
	/** Number of matches that have each value. */
	counts: Record<string, number>
	onChange: (value: string) => void
}

function FilterSelect({ name, value, counts, onChange }: FilterSelectProps) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const values = FIXED_VALUES[name] ?? Object.keys(counts).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
	const offered = values.filter((one) => one === value || (counts[one] ?? 0) > 0)
	if (offered.length === 0) return null
	const label = t(`filters.${name}`)
	return (
		<Select
			label={label}
			size="small"
			value={value}
			className={value ? styles['chosen'] : undefined}
			options={[
				{ value: '', label },
				...offered.map((one) => ({ value: one, label: `${filterValueName(name, one, locale)} (${counts[one] ?? 0})` })),
			]}
			onChange={onChange}
		/>
	)
}
