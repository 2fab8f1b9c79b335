import { CARD_KINDS, type CardKind, type Editing } from '@charrette/shared'
import { useActions, useEditor, useTools, useValue } from '@tldraw/tldraw'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/iconPaths.ts'
import { joinClasses } from '../../ui/joinClasses.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { useBoardSurroundings } from '../BoardContext.ts'
import { Chrome } from '../Chrome.tsx'
import { nextKind } from '../card/addCards.ts'
import { wrapInCluster } from '../cluster/wrapInCluster.ts'
import floating from '../float.module.css'
import { ImageButton } from '../image/ImageButton.tsx'
import { mayBegin, useWhyNot } from '../permits.ts'
import { ToolButton } from '../ToolButton.tsx'
import styles from '../toolbar.module.css'
import { TOOL_KEYS, type ToolId, toolNeeds } from './toolKeys.ts'

/** These always show; the others are behind "More", until one of them has been used. */
const FIRST_KINDS = 5

const TOOLS = [
	{ id: 'select', icon: 'select', label: 'tools.select', isForViewers: true },
	{ id: 'hand', icon: 'hand', label: 'tools.hand', isForViewers: true },
	{ id: 'arrow', icon: 'link', label: 'tools.link', isForViewers: false },
	{ id: 'draw', icon: 'draw', label: 'tools.draw', isForViewers: false },
	{ id: 'frame', icon: 'cluster', label: 'tools.cluster', isForViewers: false },
	{ id: 'eraser', icon: 'eraser', label: 'tools.eraser', isForViewers: false },
	{ id: 'laser', icon: 'laser', label: 'write.laser', isForViewers: false },
] as const satisfies readonly { id: ToolId; icon: IconName; label: string; isForViewers: boolean }[]

/** The one toolbar: kinds of cards first, then the tools, then undo. Who may only look has the two tools for looking. */
export function BoardToolbar() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { canEdit } = useBoardSurroundings()
	const tools = useTools()
	const whyNot = useWhyNots()
	const active = useValue('tool', () => editor.getCurrentToolId(), [editor])

	const choose = (id: ToolId) => {
		const canWrap = editor.getSelectedShapes().some(({ type }) => type === 'card' || type === 'image')
		if (id === 'frame' && canWrap && editor.isIn('select')) wrapInCluster(editor)
		else tools[id]?.onSelect('toolbar')
	}
	return (
		<Chrome className={joinClasses(floating['float'], styles['bar'])} role="toolbar" aria-label={t('tools.bar')}>
			{canEdit && <KindButtons />}
			{canEdit && <span className={styles['gap']} />}
			{TOOLS.filter((tool) => canEdit || tool.isForViewers).map((tool) => (
				<ToolButton
					key={tool.id}
					label={t(tool.label)}
					shortcut={TOOL_KEYS[tool.id].toUpperCase()}
					isOn={active === tool.id}
					whyNot={whyNot(toolNeeds(tool.id))}
					onChoose={() => choose(tool.id)}
				>
					<Icon name={tool.icon} size={22} />
				</ToolButton>
			))}
			{canEdit && <ImageButton />}
			{canEdit && <span className={styles['gap']} />}
			{canEdit && <UndoButtons />}
		</Chrome>
	)
}

/** Why the phase is not for this, of each thing that it may not be for. */
function useWhyNots(): (needs: Editing | null) => string | undefined {
	const why = { write: useWhyNot('write'), arrange: useWhyNot('arrange'), link: useWhyNot('link') }
	return (needs) => (needs ? why[needs] : undefined)
}

function KindButtons() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const [showsAll, setShowsAll] = useState(false)
	const whyNot = useWhyNot('write')
	const active = useValue('kind', () => (editor.isIn('card') ? nextKind(editor).get() : null), [editor])

	const choose = (kind: CardKind) => {
		if (!mayBegin(editor, 'write')) return
		nextKind(editor).set(kind)
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
					isOn={active === kind}
					whyNot={whyNot}
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
	const actions = useActions()
	const { steps } = useBoardSurroundings().openBoard
	const { undo, redo } = useSyncExternalStore(steps.subscribe, steps.get)
	return (
		<>
			<ToolButton
				label={t('tools.undo')}
				shortcut="Ctrl Z"
				isDisabled={undo === 0}
				isSmall
				onChoose={() => actions['undo']?.onSelect('toolbar')}
			>
				<Icon name="undo" size={20} />
			</ToolButton>
			<ToolButton
				label={t('tools.redo')}
				shortcut="Ctrl Shift Z"
				isDisabled={redo === 0}
				isSmall
				onChoose={() => actions['redo']?.onSelect('toolbar')}
			>
				<Icon name="redo" size={20} />
			</ToolButton>
		</>
	)
}
