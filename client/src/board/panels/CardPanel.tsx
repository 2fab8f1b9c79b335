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
import { Icon } from '../../ui/Icon.tsx'
import { joinClasses } from '../../ui/joinClasses.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { Chrome } from '../Chrome.tsx'
import { nextKind } from '../card/addCards.ts'
import { wrapInCluster } from '../cluster/wrapInCluster.ts'
import floating from '../float.module.css'
import { DeleteButton } from './DeleteButton.tsx'
import styles from './panel.module.css'
import { placeOfPanel } from './placeOfPanel.ts'

/** What can be done with the selected cards, close to them: their kind, what an obstacle is about, and away with them. */
export function CardPanel() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const cards = useValue('selected cards', () => editor.getSelectedShapes().filter((shape) => isCard(shape)), [editor])
	const place = useValue('panel place', () => placeOfPanel(editor), [editor])
	if (cards.length === 0 || !place) return null
	const kinds = new Set(cards.map((card) => card.props.kind))
	const isWriting = editor.getEditingShapeId() !== null

	const obstacles = cards.filter((card) => card.props.kind === 'obstacle')
	const change = (changed: readonly CardShape[], props: Partial<CardShape['props']>) => {
		editor.markHistoryStoppingPoint('change cards')
		editor.updateShapes(changed.map(({ id }) => ({ id, type: 'card' as const, props })))
	}
	const setKind = (kind: CardKind) => {
		nextKind(editor).set(kind)
		change(cards, kind === 'obstacle' ? { kind } : { kind, category: null })
	}
	return (
		<Chrome
			className={joinClasses(floating['float'], styles['panel'])}
			role="toolbar"
			aria-label={t('board:card.panel')}
			style={{ left: place.x, top: place.y }}
			data-hangs={place.hangs || undefined}
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
					title={t(`app:kinds.${kind}`)}
					onClick={() => setKind(kind)}
				>
					<KindIcon kind={kind} size={19} />
				</button>
			))}
			{obstacles.length > 0 && (
				<CategoryChoice obstacles={obstacles} onChange={(category) => change(obstacles, { category })} />
			)}
			{!isWriting && <CardButtons />}
		</Chrome>
	)
}

interface CategoryChoiceProps {
	obstacles: readonly CardShape[]
	onChange: (category: ObstacleCategory | null) => void
}

/** What the obstacles among the selected cards are about; it says so when they differ. */
function CategoryChoice({ obstacles, onChange }: CategoryChoiceProps) {
	const { t } = useTranslation('board')
	const categories = new Set(obstacles.map((card) => card.props.category))
	const [common = null] = categories
	const isMixed = categories.size > 1
	return (
		<select
			aria-label={t('card.category')}
			value={isMixed ? 'mixed' : (common ?? '')}
			onChange={({ target }) => onChange(OBSTACLE_CATEGORIES.find((category) => category === target.value) ?? null)}
		>
			{isMixed && (
				<option value="mixed" disabled>
					{t('write.mixed')}
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
	const duplicate = () => {
		editor.markHistoryStoppingPoint('duplicate')
		editor.duplicateShapes(editor.getSelectedShapeIds(), { x: 24, y: 24 })
	}
	return (
		<>
			<span className={styles['gap']} />
			<button type="button" title={t('card.wrap')} aria-label={t('card.wrap')} onClick={() => wrapInCluster(editor)}>
				<Icon name="cluster" size={18} />
			</button>
			<button
				type="button"
				title={`${t('card.duplicate')} (Ctrl D)`}
				aria-label={t('card.duplicate')}
				onClick={duplicate}
			>
				<Icon name="copy" size={18} />
			</button>
			<DeleteButton />
		</>
	)
}
