import type { FoundPractice } from '@charrette/shared'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useState } from 'react'
import { Link } from 'wouter'
import { imageUrl } from '../board/image/imageSize.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { joinParts } from '../i18n/listText.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { MarkedText } from '../ui/MarkedText.tsx'
import { Select } from '../ui/Select.tsx'
import { useFailureToast } from '../ui/useAttempt.ts'
import { type ExchangeOrigin, useExchangeOrigin } from './exchangeAccess.ts'
import { FILTER_NAMES, type FilterName, type PracticeSearch as Search, searchPractices } from './exchangeApi.ts'
import { countryName, FIXED_VALUES, filterValueName } from './names.ts'
import styles from './search.module.css'

/** The pause in typing after which the search runs. */
const TYPING_PAUSE_MS = 200
const SORTS = ['relevance', 'newest', 'adoptions'] as const
const EMPTY: Search = { text: '', filters: {}, sort: 'relevance' }

/** The search for practices: a field, filters with their counts, and the practices that match. */
export function PracticeSearch() {
	const { t } = useTranslation('exchange')
	const origin = useExchangeOrigin()
	const [search, setSearch] = useState(EMPTY)
	const found = useSearchResults(origin, search)
	const setFilter = (name: FilterName, value: string) => {
		const { [name]: _, ...others } = search.filters
		setSearch({ ...search, filters: value ? { ...others, [name]: value } : others })
	}
	const isFiltered = Object.keys(search.filters).length > 0
	return (
		<div className={styles['search']}>
			<search className={styles['form']}>
				<label className={styles['field']}>
					<Icon name="search" />
					<input
						type="search"
						aria-label={t('search.label')}
						placeholder={t('search.placeholder')}
						value={search.text}
						maxLength={200}
						onChange={(event) => setSearch({ ...search, text: event.target.value })}
					/>
				</label>
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
						<Button size="small" variant="quiet" icon="close" onClick={() => setSearch({ ...search, filters: {} })}>
							{t('search.clear')}
						</Button>
					)}
				</div>
			</search>
			<div className={styles['summary']}>
				<p role="status">{found.summary}</p>
				<Select
					label={t('search.sort')}
					size="small"
					value={search.sort}
					options={SORTS.map((value) => ({ value, label: t(`search.sorts.${value}`) }))}
					onChange={(sort) => setSearch({ ...search, sort })}
				/>
			</div>
			<ol className={styles['results']}>
				{found.practices.map((practice) => (
					<li key={practice.id}>
						<FoundCard practice={practice} query={origin.query} />
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

function FoundCard({ practice, query }: { practice: FoundPractice; query: string }) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const { id, title, abstract, excerpt, city, country, languages, adoptions, themes, origin, visibility, image } =
		practice
	const place = joinParts([city, country && countryName(country, locale)])
	return (
		<article className={styles['card']}>
			{image && <img src={imageUrl(image.path, 1024)} alt={image.alt} loading="lazy" />}
			<h2 lang={practice.locale}>
				<Link href={`/exchange/${id}${query}`}>
					<MarkedText {...title} />
				</Link>
			</h2>
			<p className={styles['place']}>{place}</p>
			<p lang={practice.locale} dir="auto">
				<MarkedText {...abstract} />
			</p>
			{excerpt && (
				<p lang={practice.locale} dir="auto" className={styles['excerpt']}>
					<MarkedText {...excerpt} />
				</p>
			)}
			<ul className={styles['tags']}>
				{themes.map((theme) => (
					<li key={theme}>{filterValueName('theme', theme, locale)}</li>
				))}
				{adoptions > 0 && <li data-kind="adoptions">{t('adoptedBy', { count: adoptions })}</li>}
				{languages.length > 1 && (
					<li>{languages.map((one) => filterValueName('language', one, locale)).join(' · ')}</li>
				)}
				{visibility === 'workshop' && <li>{t('onlyWorkshop')}</li>}
				{origin && <li>{new URL(origin).host}</li>}
			</ul>
		</article>
	)
}
