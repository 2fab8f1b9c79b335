import { type ComponentType, Fragment, memo, type Ref, useMemo, useRef, useState } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { listNames } from '../i18n/listText.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { TranslationMark, useReader, useReadTitle } from '../reading/useReading.tsx'
import { ThreadMark } from '../threads/ThreadMark.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useLateComponent } from '../ui/useLateComponent.ts'
import { useLazyDialog } from '../ui/useLazyDialog.tsx'
import type { CardMenuProps } from './CardMenu.tsx'
import { CardRow } from './CardRow.tsx'
import { ClusterMenu } from './ClusterMenu.tsx'
import clusterStyles from './clusters.module.css'
import type { ImageRowsProps } from './ImageRows.tsx'
import { useListContext } from './ListContext.ts'
import styles from './list.module.css'
import type { OutlineGroup } from './outline.ts'
import { UploadRows } from './Photos.tsx'
import { Chunk } from './RowsInView.tsx'
import { type ChunkKeys, chunkRows } from './rowChunks.ts'
import { useCardPress } from './useCardPress.ts'

interface OutlineProps {
	/** The element that scrolls. */
	ref: Ref<HTMLDivElement>
	groups: readonly OutlineGroup[]
	/** Whether a search or filter is active. */
	isFiltered: boolean
	/** The number of cities that have an obstacle, by card (COVER2). */
	cities: ReadonlyMap<string, number>
	/** Empty clusters that are listed nevertheless, because this person has just added them. */
	newClusters: ReadonlySet<string>
	/** The card that is the tab stop. */
	current: string | null
	writing: string | null
	/** The names of other people who are editing, by card id. */
	typingNames: ReadonlyMap<string, string>
}

const CARD_MENU = {
	load: async () => (await fetchChunkOnce(() => import('./CardMenu.tsx'))).CardMenu,
	texts: 'board',
	isPrefetched: true,
} as const

const loadImageRows = async () => (await fetchChunkOnce(() => import('./ImageRows.tsx'))).ImageRows

/** All clusters with their cards and images, or a hint if there are none. */
export const Outline = memo(function Outline({ ref, groups, isFiltered, newClusters, ...at }: OutlineProps) {
	const { canEdit, activities, clusters, openClusterDialog, onKeyDown } = useListContext()
	const { t } = useTranslation('board')
	const { press, handlers } = useCardPress(() => menu.open())
	const menu = useLazyDialog<CardMenuProps>(CARD_MENU, { press })
	const emptyText = isFiltered ? 'search.noResults' : canEdit && activities.has('write') ? 'list.empty' : 'empty.view'
	const isEmpty = ({ rows, images }: OutlineGroup) => rows.length + images.length === 0
	const shown = groups.filter((group) => !isEmpty(group) || (group.id !== null && newClusters.has(group.id)))
	const ImageRows = useLateComponent(
		groups.some(({ images }) => images.length > 0),
		loadImageRows,
	)
	const empty = groups.filter((group) => isEmpty(group) && group.id !== null && !newClusters.has(group.id))
	return (
		<main ref={ref} className={styles['outline']} onKeyDown={onKeyDown} {...(canEdit ? handlers : {})}>
			{shown.length === 0 && <p className={styles['empty']}>{t(emptyText)}</p>}
			{shown.map((group) => (
				<OutlineSection key={group.id} group={group} isOnly={clusters.length === 0} ImageRows={ImageRows} {...at} />
			))}
			<UploadRows />
			{empty.length > 0 && <EmptyClusters groups={empty} />}
			{canEdit && activities.has('arrange') && !isFiltered && groups.some((group) => !isEmpty(group)) && (
				<Button
					variant="quiet"
					icon="plus"
					className={clusterStyles['newCluster']}
					onClick={() => openClusterDialog({ card: null })}
				>
					{t('list.newCluster')}
				</Button>
			)}
			{canEdit && <Fragment key={press.card}>{menu.dialog}</Fragment>}
		</main>
	)
})

interface OutlineSectionProps extends Pick<OutlineProps, 'cities' | 'current' | 'writing' | 'typingNames'> {
	group: OutlineGroup
	/**
	 * Whether the board has no clusters. The heading is then "all cards", not "cards outside of
	 * clusters".
	 */
	isOnly: boolean
	/** Null until it is fetched, for the first image. */
	ImageRows: ComponentType<ImageRowsProps> | null
}

/** A cluster with its cards and images, or the group of those outside of clusters. */
function OutlineSection({ group, isOnly, ImageRows, cities, current, writing, typingNames }: OutlineSectionProps) {
	const { t } = useTranslation('board')
	const read = useReadTitle(group.id ?? '', group.title)
	const keys = useRef<ChunkKeys>(new Map())
	const chunks = useMemo(() => chunkRows(group.rows, keys.current), [group.rows])
	const title = group.id === null ? t(isOnly ? 'list.all' : 'list.unclustered') : read.text || t('cluster.untitled')
	return (
		<section aria-label={title}>
			<GroupHeading group={group} title={title} />
			{chunks.length > 0 && (
				// Not a <ul>, since only its items may be children of it, not chunks.
				// biome-ignore lint/a11y/useSemanticElements: see above
				<div role="list" className={styles['rows']}>
					{chunks.map(({ key, rows }) => (
						<Chunk key={key} rows={rows.length}>
							{rows.map((row) => (
								<CardRow
									key={row.card.id}
									row={row}
									isCurrent={row.card.id === current}
									isWriting={row.card.id === writing}
									cities={cities.get(row.card.id)}
									typingNames={typingNames.get(row.card.id)}
								/>
							))}
						</Chunk>
					))}
				</div>
			)}
			{ImageRows && group.images.length > 0 && <ImageRows images={group.images} />}
		</section>
	)
}

function GroupHeading({ group: { id, rows, title: written }, title }: { group: OutlineGroup; title: string }) {
	const cluster = useListContext().clusters.find((each) => each.id === id)
	const read = useReadTitle(id ?? '', written)
	return (
		<div className={clusterStyles['heading']}>
			<h2 lang={read.lang}>
				{title} · {rows.length}
			</h2>
			<TranslationMark card={id ?? ''} read={read} />
			{id !== null && <ThreadMark on={id} place="row" tabIndex={0} of={title} />}
			{cluster && <ClusterMenu cluster={cluster} />}
		</div>
	)
}

/** The clusters without cards, folded into one line. */
function EmptyClusters({ groups }: { groups: readonly OutlineGroup[] }) {
	const { t } = useTranslation('board')
	const [isOpen, setOpen] = useState(false)
	const { readTitle } = useReader()
	const titleOf = ({ id, title }: OutlineGroup) => readTitle(id ?? '', title).text || t('cluster.untitled')
	return (
		<section className={clusterStyles['emptyClusters']} aria-label={t('list.emptyClusters', { count: groups.length })}>
			<button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
				<Icon name="chevronDown" size={16} />
				<b>{t('list.emptyClusters', { count: groups.length })}</b>
				{!isOpen && <span>{listNames(groups.map(titleOf))}</span>}
			</button>
			{isOpen && groups.map((group) => <GroupHeading key={group.id} group={group} title={titleOf(group)} />)}
		</section>
	)
}
