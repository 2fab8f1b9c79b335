import {
	DefaultCollaboratorHint,
	type TLCollaboratorHintProps,
	type TLCursorProps,
	useEditor,
	useValue,
} from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { joinClasses } from '../../ui/joinClasses.ts'
import { boardUi } from '../boardUi.ts'
import styles from './canvas.module.css'

/** The cursor of another person, with their name in their colour. */
export function PeerCursor({ point, zoom, color, name }: TLCursorProps) {
	const { t } = useTranslation()
	const isShown = useCursorsShown()
	if (!point || !isShown) return null
	const transform = `translate(${point.x}px, ${point.y}px) scale(${1 / zoom})`
	return (
		<div className={joinClasses('tl-overlays__item', styles['cursor'])} style={{ color, transform }}>
			<svg width="18" height="20" viewBox="0 0 18 20" aria-hidden="true">
				<path
					d="M2 1.500 15.500 9 9.300 10.800 6.200 17z"
					fill="currentColor"
					stroke="#fff"
					strokeWidth="1.5"
					strokeLinejoin="round"
				/>
			</svg>
			<span className={styles['nameTag']} style={{ background: color }}>
				{name || t('people.facilitator')}
			</span>
		</div>
	)
}

/**
 * The direction of another person's cursor at the edge of the canvas, while it is outside the
 * viewport.
 */
export function PeerHint(props: TLCollaboratorHintProps) {
	return useCursorsShown() ? <DefaultCollaboratorHint {...props} /> : null
}

function useCursorsShown(): boolean {
	const editor = useEditor()
	return useValue('are cursors shown', () => boardUi(editor).people.cursors.areShown.get(), [editor])
}
