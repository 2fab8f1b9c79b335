import { isImage, LIMITS } from '@charrette/shared'
import type { KeyboardEvent } from 'react'
import { useReadNotes } from '../../boardParts/detailsContext.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { BoundText } from '../../sync/BoundText.tsx'
import { isComposing } from '../../ui/isComposing.ts'
import { useBoardContext } from '../BoardContext.ts'
import { useEditor } from '../engine/editor.ts'
import type { ShapeId } from '../engine/shapes.ts'
import { useValue } from '../engine/signals.ts'
import imageStyles from '../image/image.module.css'
import { canStart, useDeniedReason } from '../permissions.ts'
import { DeleteButton, PanelButton, panelPosition, SelectionPanel } from './SelectionPanel.tsx'

/** The toolbar of the selected image: alternative text, delete. */
export function ImagePanel() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const shape = useValue('selected image', () => editor.getOnlySelectedShape(), [editor])
	const position = useValue('panel position', () => panelPosition(editor), [editor])
	const readNotes = useReadNotes()
	const deniedReason = useDeniedReason('write')
	if (!shape || !isImage(shape) || !position) return null
	return (
		<SelectionPanel label={t('image.panel')} position={position}>
			<AltTextInput key={shape.id} id={shape.id} />
			{readNotes && (
				<PanelButton
					icon="list"
					label={t('photo.read')}
					deniedReason={deniedReason}
					onChoose={() => canStart(editor, 'write') && readNotes(shape.id)}
				/>
			)}
			<DeleteButton />
		</SelectionPanel>
	)
}

function AltTextInput({ id }: { id: ShapeId }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { canvasBinding, canEdit } = useBoardContext()
	const deniedReason = useDeniedReason('write')
	const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
		if (isComposing(event)) return
		if (event.key !== 'Enter' && event.key !== 'Escape') return
		event.preventDefault()
		editor.getContainer().focus()
	}
	return (
		<BoundText
			source={canvasBinding}
			place={{ record: id, key: 'alt' }}
			rows={1}
			className={imageStyles['alt']}
			readOnly={!canEdit || deniedReason !== undefined}
			title={deniedReason}
			maxLength={LIMITS.maxImageAltLength}
			aria-label={t('image.alt')}
			placeholder={t('image.altHint')}
			onKeyDown={onKeyDown}
		/>
	)
}
