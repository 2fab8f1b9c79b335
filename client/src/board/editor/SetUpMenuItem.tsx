import { TldrawUiMenuItem, useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { failureOf, sendCommand } from '../../session/api.ts'
import { useToast } from '../../ui/ToastProvider.tsx'
import { useBoardSurroundings } from '../BoardContext.ts'

/** A facilitator makes what is selected part of the board's set-up, which nobody else moves (SETUP1), or of the rest again. */
export function SetUpMenuItem() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const showToast = useToast()
	const { credentials, board } = useBoardSurroundings()
	const isSetUp = useValue(
		'is set up',
		() => editor.getSelectedShapes().every((shape) => shape.meta['isSetUp'] === true),
		[editor],
	)
	const mark = () => {
		const records = editor.getSelectedShapeIds()
		sendCommand(credentials, { type: 'setup.mark', board, records, isSetUp: !isSetUp }).catch((thrown: unknown) =>
			showToast(t(`app:errors.${failureOf(thrown)}`), 'error'),
		)
	}
	return (
		<TldrawUiMenuItem id="set-up" label={t(isSetUp ? 'board:stage.setFree' : 'board:stage.setUp')} onSelect={mark} />
	)
}
