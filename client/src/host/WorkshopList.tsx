import { HOST_SORTS, type HostSort, type HostWorkshop } from '@charrette/shared'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { fetchHostWorkshops, type WorkshopSearch } from '../connection/api/host.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { Select } from '../ui/Select.tsx'
import { useFailureToast } from '../ui/useAttempt.ts'
import { deletionOf, formatBytes, formatRelativeTime } from './formats.ts'
import { MassDeletionNotice } from './MassDeletionNotice.tsx'
import { WorkshopMenu } from './WorkshopMenu.tsx'
import styles from './workshops.module.css'

/** The pause in typing after which the search runs. */
const TYPING_PAUSE_MS = 200
/** The refresh interval, about as long as the server's own for its list. */
const REFRESH_MS = 15_000
const NUMERIC: readonly HostSort[] = ['people', 'boards', 'bytes']
const COLUMNS: readonly HostSort[] = ['title', 'people', 'boards', 'bytes', 'changed', 'created']

/** All workshops of the server: searched, sorted and paged, each with the host's actions. */
export function WorkshopList() {
	const { t } = useTranslation('host')
	const [search, setSearch] = useState<WorkshopSearch>({ q: '', sort: 'changed', order: 'desc' })
	const { workshops, total, retentionDays, massDeletion, list } = useWorkshops(search)
	const sortBy = (sort: HostSort) => {
		const isSame = search.sort === sort
		const order = isSame ? (search.order === 'asc' ? 'desc' : 'asc') : sort === 'title' ? 'asc' : 'desc'
		setSearch({ ...search, sort, order })
	}
	return (
		<section className={styles['list']} aria-label={t('tabs.workshops')}>
			<div className={styles['tools']}>
				<SearchField
					className={styles['search']}
					label={t('workshops.search')}
					value={search.q}
					maxLength={120}
					onChange={(event) => setSearch({ ...search, q: event.target.value })}
				/>
				<Select
					className={styles['sort']}
					label={t('workshops.sort')}
					value={search.sort}
					options={HOST_SORTS.map((value) => ({ value, label: t(`workshops.columns.${value}`) }))}
					onChange={(sort) => setSearch({ ...search, sort, order: sort === 'title' ? 'asc' : 'desc' })}
				/>
				<p role="status">{total === undefined ? '' : t('workshops.count', { count: total })}</p>
			</div>
			{massDeletion && retentionDays !== null && (
				<MassDeletionNotice deletion={massDeletion} retentionDays={retentionDays} />
			)}
			{workshops.length > 0 && (
				<table className={styles['table']} aria-busy={list.isPlaceholderData}>
					<thead>
						<tr>
							{COLUMNS.map((column) => (
								<SortHeader key={column} column={column} search={search} onSort={sortBy} />
							))}
							<th>
								<span className="visuallyHidden">{t('workshops.actions')}</span>
							</th>
						</tr>
					</thead>
					<tbody>
						{workshops.map((workshop) => (
							<WorkshopRow key={workshop.id} workshop={workshop} retentionDays={retentionDays} />
						))}
					</tbody>
				</table>
			)}
			{total === 0 && <p className={styles['empty']}>{t(search.q ? 'workshops.noMatch' : 'workshops.none')}</p>}
			{list.hasNextPage && (
				<Button className={styles['more']} busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
					{t('workshops.more')}
				</Button>
			)}
		</section>
	)
}

function useWorkshops(search: WorkshopSearch) {
	const [settled, setSettled] = useState(search)
	useEffect(() => {
		const timer = setTimeout(() => setSettled(search), TYPING_PAUSE_MS)
		return () => clearTimeout(timer)
	}, [search])
	const list = useInfiniteQuery({
		queryKey: ['host', 'workshops', settled],
		queryFn: ({ pageParam }) => fetchHostWorkshops(settled, pageParam),
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.next,
		placeholderData: keepPreviousData,
		refetchInterval: REFRESH_MS,
	})
	useFailureToast(queryFailure(list))
	const workshops = list.data?.pages.flatMap((page) => page.workshops) ?? []
	const [first] = list.data?.pages ?? []
	const { total, retentionDays = null, massDeletion = null } = first ?? {}
	return { workshops, total, retentionDays, massDeletion, list }
}

interface SortHeaderProps {
	column: HostSort
	search: WorkshopSearch
	onSort: (column: HostSort) => void
}

function SortHeader({ column, search, onSort }: SortHeaderProps) {
	const { t } = useTranslation('host')
	const order = search.sort === column ? search.order : null
	const direction = order === 'asc' ? 'ascending' : 'descending'
	return (
		<th
			scope="col"
			data-column={column}
			data-numeric={NUMERIC.includes(column)}
			aria-sort={order === null ? undefined : direction}
		>
			<button type="button" onClick={() => onSort(column)}>
				{t(`workshops.columns.${column}`)}
				<svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" data-order={order}>
					<path d="M5 1 9 8H1z" fill="currentColor" />
				</svg>
			</button>
		</th>
	)
}

/** The time before a workshop's deletion from which the list shows its date. */
const NOTICE_MS = 30 * 24 * 60 * 60 * 1000

interface WorkshopRowProps {
	workshop: HostWorkshop
	retentionDays: number | null
}

function WorkshopRow({ workshop, retentionDays }: WorkshopRowProps) {
	const { t } = useTranslation('host')
	const language = useLanguage()
	const { title, people, boards, bytes, changedAt, createdAt, isClosed } = workshop
	const number = new Intl.NumberFormat(language)
	const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
	const exact = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
	const size = formatBytes(language, bytes)
	const deletedAt = deletionOf(workshop, retentionDays)
	const changed = formatRelativeTime(language, changedAt, Date.now())
	return (
		<tr data-closed={isClosed}>
			<th scope="row">
				<span className={styles['title']} dir="auto">
					{title}
				</span>
				{isClosed && (
					<span className={styles['badge']}>
						<Icon name="lock" size={14} />
						{t('workshops.closed')}
					</span>
				)}
				{deletedAt !== null && deletedAt - Date.now() < NOTICE_MS && (
					<span className={styles['badge']}>
						<Icon name="bin" size={14} />
						{t('workshops.deletedOn', { date: date.format(deletedAt) })}
					</span>
				)}
				<span className={styles['facts']}>{[t('workshops.people', { count: people }), size, changed].join(' · ')}</span>
			</th>
			<td data-column="people">{number.format(people)}</td>
			<td data-column="boards">{number.format(boards)}</td>
			<td data-column="bytes">{size}</td>
			<td data-column="changed">
				<time dateTime={new Date(changedAt).toISOString()} title={exact.format(changedAt)}>
					{changed}
				</time>
			</td>
			<td data-column="created">
				<time dateTime={new Date(createdAt).toISOString()}>{date.format(createdAt)}</time>
			</td>
			<td data-column="actions">
				<WorkshopMenu workshop={workshop} retentionDays={retentionDays} />
			</td>
		</tr>
	)
}
