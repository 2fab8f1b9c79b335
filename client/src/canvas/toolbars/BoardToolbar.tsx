import { CARD_KINDS, type CardKind } from '@charrette/shared'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { joinClasses } from '../../ui/joinClasses.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls, ToolButton } from '../CanvasControls.tsx'
import styles from '../canvasControls.module.css'
import { useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import { ImageButton } from '../image/ImageUploads.tsx'
import { canStart, useDeniedReason } from '../permissions.ts'
import { chooseTool, TOOLS } from './tools.ts'

/** Number of kinds that are always shown. The "More" button shows the others. */
const FIRST_KINDS = 5

/**
 * The main toolbar: kinds of cards, tools, undo and redo. A person who cannot edit gets the two
 * tools for viewing.
 */
export function BoardToolbar() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { canEdit } = useBoardContext()
	const deniedReasons = {
		write: useDeniedReason('write'),
		arrange: useDeniedReason('arrange'),
		link: useDeniedReason('link'),
	}
	const active = useValue('tool', () => editor.getCurrentToolId(), [editor])

	return (
		<CanvasControls
			className={joinClasses(styles['float'], styles['toolbar'])}
			covers="footer"
			role="toolbar"
			aria-label={t('tools.bar')}
		>
			{canEdit && <KindButtons />}
			{canEdit && <span className={styles['gap']} />}
			{TOOLS.filter((tool) => canEdit || tool.isForViewers).map((tool) => (
				<ToolButton
					key={tool.id}
					label={t(tool.label)}
					shortcut={tool.key.toUpperCase()}
					isOn={active === tool.id}
					deniedReason={tool.activity ? deniedReasons[tool.activity] : undefined}
					onChoose={() => chooseTool(editor, tool)}
				>
					<Icon name={tool.icon} size={22} />
				</ToolButton>
			))}
			{canEdit && <ImageButton />}
			{canEdit && <span className={styles['gap']} />}
			{canEdit && <UndoButtons />}
		</CanvasControls>
	)
}

function KindButtons() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const [showsAll, setShowsAll] = useState(false)
	const deniedReason = useDeniedReason('write')
	const active = useValue('kind', () => (editor.isIn('card') ? boardUi(editor).cards.nextKind.get() : null), [editor])

	const choose = (kind: CardKind) => {
		if (!canStart(editor, 'write')) return
		boardUi(editor).cards.nextKind.set(kind)
		editor.setCurrentTool('card')
	}
	return (
		<>
			{CARD_KINDS.slice(0, showsAll ? CARD_KINDS.length : FIRST_KINDS).map((kind, index) => (
				<ToolButton
					key={kind}
					label={t(`app:kinds.${kind}`)}
					hint={t('board:tools.newCard', { kind: t(`app:kinds.${kind}`) })}
					shortcut={String(index + 1)}
					kind={kind}
					isFolded={!showsAll && index === FIRST_KINDS - 1}
					isOn={active === kind}
					deniedReason={deniedReason}
					onChoose={() => choose(kind)}
				>
					<KindIcon kind={kind} size={22} />
				</ToolButton>
			))}
			{!showsAll && (
				<ToolButton label={t('board:tools.more')} onChoose={() => setShowsAll(true)}>
					<Icon name="more" size={22} />
				</ToolButton>
			)}
		</>
	)
}

function UndoButtons() {
	const { t } = useTranslation('board')
	const editor = useEditor()
	const { undoCount } = useBoardContext().canvasBinding
	const { undo, redo } = useSyncExternalStore(undoCount.subscribe, undoCount.get)
	return (
		<>
			<ToolButton
				label={t('tools.undo')}
				shortcut="Ctrl Z"
				isDisabled={undo === 0}
				isSmall
				onChoose={() => editor.undo()}
			>
				<Icon name="undo" size={20} />
			</ToolButton>
			<ToolButton
				label={t('tools.redo')}
				shortcut="Ctrl Shift Z"
				isDisabled={redo === 0}
				isSmall
				onChoose={() => editor.redo()}
			>
				<Icon name="redo" size={20} />
			</ToolButton>
		</>
	)
}
