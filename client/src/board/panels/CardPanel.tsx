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
import { KindIcon } from '../../ui/Icon.tsx'
import { joinClasses } from '../../ui/joinClasses.ts'
import { boardUi } from '../boardUi.ts'
import { Chrome } from '../Chrome.tsx'
import floating from '../chrome.module.css'
import { createClusterAroundSelection } from '../cluster/createCluster.ts'
import { canStart, useDeniedReason } from '../permissions.ts'
import styles from './panel.module.css'
import { DeleteButton, PanelButton, panelPosition } from './SelectionPanel.tsx'

/** What can be done with the selected cards, close to them: their kind, what an obstacle is about, and away with them. */
export function CardPanel() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const cards = useValue('selected cards', () => editor.getSelectedShapes().filter((shape) => isCard(shape)), [editor])
	const whyNot = useDeniedReason('write')
	const place = useValue('panel place', () => panelPosition(editor), [editor])
	if (cards.length === 0 || !place) return null
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
		<Chrome
			className={joinClasses(floating['float'], floating['buttons'], styles['panel'])}
			role="toolbar"
			aria-label={t('board:card.panel')}
			style={{ left: place.x, top: place.y }}
			data-hangs={place.isBelow || undefined}
			// The caret stays in the card.
			onPointerDown={(event) => !(event.target instanceof HTMLSelectElement) && event.preventDefault()}
		>
			{CARD_KINDS.map((kind) => (
				<button
					key={kind}
					type="button"
					data-kind={kind}
					aria-pressed={kinds.has(kind) && (kinds.size === 1 || 'mixed')}
					aria-label={t('board:card.kind', { kind: t(`app:kinds.${kind}`) })}
					aria-disabled={whyNot !== undefined || undefined}
					aria-description={whyNot}
					title={whyNot ?? t(`app:kinds.${kind}`)}
					onClick={() => setKind(kind)}
				>
					<KindIcon kind={kind} size={19} />
				</button>
			))}
			{obstacles.length > 0 && (
				<CategorySelect
					obstacles={obstacles}
					deniedReason={whyNot}
					onChange={(category) => change(obstacles, { category })}
				/>
			)}
			{!isWriting && <CardButtons />}
		</Chrome>
	)
}

interface CategorySelectProps {
	obstacles: readonly CardShape[]
	deniedReason: string | undefined
	onChange: (category: ObstacleCategory | null) => void
}

/** What the obstacles among the selected cards are about; it says so when they differ. */
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
	const whyNot = { write: useDeniedReason('write'), arrange: useDeniedReason('arrange') }
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
				deniedReason={whyNot.arrange}
				onChoose={() => createClusterAroundSelection(editor)}
			/>
			<PanelButton
				icon="copy"
				label={t('card.duplicate')}
				shortcut="Ctrl D"
				deniedReason={whyNot.write}
				onChoose={duplicate}
			/>
			<DeleteButton />
		</>
	)
}
