import { CARD_KINDS, type CardShape, isCard, OBSTACLE_CATEGORIES, type ObstacleCategory } from '@charrette/shared'
import { useOpenDetails } from '../../boardParts/detailsContext.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { useCommittedChoice } from '../../ui/useCommittedChoice.ts'
import { boardUi } from '../boardUi.ts'
import { changeCards, duplicateSelection, selectedCards, setKind } from '../card/changeCards.ts'
import { createClusterAroundSelection } from '../cluster/createCluster.ts'
import { listClusters, moveToCluster } from '../cluster/moveToCluster.ts'
import { useEditor } from '../engine/editor.ts'
import type { ShapeId } from '../engine/shapes.ts'
import { useValue } from '../engine/signals.ts'
import { openLinkDialog } from '../link/LinkCardDialog.tsx'
import { useDeniedReason } from '../permissions.ts'
import { AlignMenu } from './AlignMenu.tsx'
import styles from './panel.module.css'
import { DeleteButton, PanelButton, panelPosition, SelectionPanel } from './SelectionPanel.tsx'

/** The toolbar of the selected cards: kind, category of obstacles, cluster, duplicate, delete. */
export function CardPanel() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const cards = useValue('selected cards', () => selectedCards(editor), [editor])
	const deniedReason = useDeniedReason('write')
	const position = useValue('panel position', () => panelPosition(editor), [editor])
	if (cards.length === 0 || !position) return null
	const kinds = new Set(cards.map((card) => card.props.kind))
	const isWriting = editor.getEditingShapeId() !== null

	const obstacles = cards.filter((card) => card.props.kind === 'obstacle')
	return (
		<SelectionPanel
			label={t('board:card.panel')}
			position={position}
			// Prevents the press from moving the focus, so that the caret stays in the card.
			onPointerDown={(event) => !(event.target instanceof HTMLSelectElement) && event.preventDefault()}
		>
			{CARD_KINDS.map((kind) => (
				<button
					key={kind}
					type="button"
					data-kind={kind}
					aria-pressed={kinds.has(kind) && (kinds.size === 1 || 'mixed')}
					aria-label={t('board:card.kind', { kind: t(`app:kinds.${kind}`) })}
					aria-disabled={deniedReason !== undefined || undefined}
					aria-description={deniedReason}
					title={deniedReason ?? t(`app:kinds.${kind}`)}
					onClick={() => setKind(editor, kind)}
				>
					<KindIcon kind={kind} size={19} />
				</button>
			))}
			{obstacles.length > 0 && (
				<CategorySelect
					obstacles={obstacles}
					deniedReason={deniedReason}
					onChange={(category) => changeCards(editor, obstacles, { category })}
				/>
			)}
			{!isWriting && <CardButtons />}
		</SelectionPanel>
	)
}

interface CategorySelectProps {
	obstacles: readonly CardShape[]
	deniedReason: string | undefined
	onChange: (category: ObstacleCategory | null) => void
}

/** The category of the selected obstacles; "mixed" if they differ. */
function CategorySelect({ obstacles, deniedReason, onChange }: CategorySelectProps) {
	const { t } = useTranslation('board')
	const categories = new Set(obstacles.map((card) => card.props.category))
	const [common = null] = categories
	const isMixed = categories.size > 1
	const choice = useCommittedChoice(isMixed ? 'mixed' : (common ?? ''), (chosen) =>
		onChange(OBSTACLE_CATEGORIES.find((category) => category === chosen) ?? null),
	)
	return (
		<select aria-label={t('card.category')} disabled={deniedReason !== undefined} title={deniedReason} {...choice}>
			{isMixed && (
				<option value="mixed" disabled>
					{t('card.mixed')}
				</option>
			)}
			<option value="">{t('card.noCategory')}</option>
			{OBSTACLE_CATEGORIES.map((category) => (
				<option key={category} value={category}>
					{t(`categories.${category}`)}
				</option>
			))}
		</select>
	)
}

/** Opens the details of the only selected card (DETAIL1). */
export function DetailsButton() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const openDetails = useOpenDetails()
	const card = useValue('only card', () => editor.getOnlySelectedShape(), [editor])
	if (!openDetails || !card || !isCard(card)) return null
	return (
		<PanelButton
			icon="message"
			label={t('details.open')}
			shortcut="I"
			deniedReason={undefined}
			onChoose={() => openDetails(card.id)}
		/>
	)
}

function CardButtons() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const deniedReasons = { write: useDeniedReason('write'), link: useDeniedReason('link') }
	const only = useValue('only selected', () => editor.getOnlySelectedShapeId(), [editor])
	return (
		<>
			<span className={styles['gap']} />
			<AlignMenu />
			{only && (
				<PanelButton
					icon="link"
					label={t('card.link')}
					shortcut="Alt L"
					deniedReason={deniedReasons.link}
					onChoose={() => openLinkDialog(editor, only)}
				/>
			)}
			<ClusterMenu />
			<PanelButton
				icon="copy"
				label={t('card.duplicate')}
				shortcut="Ctrl D"
				deniedReason={deniedReasons.write}
				onChoose={() => duplicateSelection(editor)}
			/>
			<DetailsButton />
			<DeleteButton />
		</>
	)
}

/** Moves the selected cards into a new or an existing cluster, or out of their clusters. */
function ClusterMenu() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const deniedReason = useDeniedReason('arrange')
	const clusters = useValue('clusters', () => JSON.stringify(listClusters(editor)), [editor])
	const cards = useValue('cards', () => selectedCards(editor), [editor])
	const wrap = () => createClusterAroundSelection(editor)
	if (deniedReason)
		return <PanelButton icon="cluster" label={t('card.cluster')} {...{ deniedReason }} onChoose={wrap} />
	const move = (cluster: ShapeId | null, title: string) => {
		moveToCluster(
			editor,
			cards.map(({ id }) => id),
			cluster,
		)
		boardUi(editor).notices.announcement.set(t('spoken.moved', { title }))
		editor.getContainer().focus()
	}
	const others = (JSON.parse(clusters) as ReturnType<typeof listClusters>)
		.filter(({ id }) => !cards.every((card) => card.parentId === id))
		.map(({ id, title }) => ({ id, label: title || t('cluster.untitled') }))
	const isInCluster = cards.some(({ parentId }) => parentId !== editor.getCurrentPageId())
	return (
		<Menu
			icon="cluster"
			label={t('card.cluster')}
			items={[
				{ label: t('card.wrap'), onChoose: wrap },
				...others.map(({ id, label }) => ({ id, label, onChoose: () => move(id, label) })),
				...(isInCluster ? [{ label: t('list.unclustered'), onChoose: () => move(null, t('list.unclustered')) }] : []),
			]}
		/>
	)
}
