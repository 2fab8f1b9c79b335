import {
	CARD_KINDS,
	type CardKind,
	type CardShape,
	isCard,
	OBSTACLE_CATEGORIES,
	type ObstacleCategory,
} from '@charrette/shared'
import { useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { boardUi } from '../boardUi.ts'
import { createClusterAroundSelection } from '../cluster/ClusterShapeUtil.tsx'
import { canStart, useDeniedReason } from '../permissions.ts'
import styles from './panel.module.css'
import { DeleteButton, PanelButton, panelPosition, SelectionPanel } from './SelectionPanel.tsx'

/** The toolbar of the selected cards: kind, category of obstacles, cluster, duplicate, delete. */
export function CardPanel() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const cards = useValue('selected cards', () => editor.getSelectedShapes().filter((shape) => isCard(shape)), [editor])
	const deniedReason = useDeniedReason('write')
	const position = useValue('panel position', () => panelPosition(editor), [editor])
	if (cards.length === 0 || !position) return null
	const kinds = new Set(cards.map((card) => card.props.kind))
	const isWriting = editor.getEditingShapeId() !== null

	const obstacles = cards.filter((card) => card.props.kind === 'obstacle')
	const change = (changed: readonly CardShape[], props: Partial<CardShape['props']>) => {
		editor.markHistoryStoppingPoint('change cards')
		editor.updateShapes(changed.map(({ id }) => ({ id, type: 'card' as const, props })))
	}
	const setKind = (kind: CardKind) => {
		if (!canStart(editor, 'write')) return
		boardUi(editor).nextKind.set(kind)
		change(cards, kind === 'obstacle' ? { kind } : { kind, category: null })
	}
	return (
		<SelectionPanel
			label={t('board:card.panel')}
			position={position}
			// Keeps the caret in the card.
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
					onClick={() => setKind(kind)}
				>
					<KindIcon kind={kind} size={19} />
				</button>
			))}
			{obstacles.length > 0 && (
				<CategorySelect
					obstacles={obstacles}
					deniedReason={deniedReason}
					onChange={(category) => change(obstacles, { category })}
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
	return (
		<select
			aria-label={t('card.category')}
			disabled={deniedReason !== undefined}
			title={deniedReason}
			value={isMixed ? 'mixed' : (common ?? '')}
			onChange={({ target }) => onChange(OBSTACLE_CATEGORIES.find((category) => category === target.value) ?? null)}
		>
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

function CardButtons() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const deniedReasons = { write: useDeniedReason('write'), arrange: useDeniedReason('arrange') }
	const duplicate = () => {
		if (!canStart(editor, 'write')) return
		editor.markHistoryStoppingPoint('duplicate')
		editor.duplicateShapes(editor.getSelectedShapeIds(), { x: 24, y: 24 })
	}
	return (
		<>
			<span className={styles['gap']} />
			<PanelButton
				icon="cluster"
				label={t('card.wrap')}
				deniedReason={deniedReasons.arrange}
				onChoose={() => createClusterAroundSelection(editor)}
			/>
			<PanelButton
				icon="copy"
				label={t('card.duplicate')}
				shortcut="Ctrl D"
				deniedReason={deniedReasons.write}
				onChoose={duplicate}
			/>
			<DeleteButton />
		</>
	)
}
