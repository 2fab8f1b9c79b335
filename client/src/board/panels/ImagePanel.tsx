import { type ImageShape, isImage, LIMITS } from '@charrette/shared'
import { type TLShapeId, useEditor, useValue } from '@tldraw/tldraw'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { mergeTexts } from '../../sync/mergeTexts.ts'
import { isComposing } from '../../ui/isComposing.ts'
import { useToast } from '../../ui/Toasts.tsx'
import imageStyles from '../image/image.module.css'
import { useDeniedReason } from '../permissions.ts'
import { DeleteButton, panelPosition, SelectionPanel } from './SelectionPanel.tsx'

/** The toolbar of the selected image: alternative text, delete. */
export function ImagePanel() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const shape = useValue('selected image', () => editor.getOnlySelectedShape(), [editor])
	const position = useValue('panel position', () => panelPosition(editor), [editor])
	if (!shape || !isImage(shape) || !position) return null
	return (
		<SelectionPanel label={t('image.panel')} position={position}>
			<AltTextInput key={shape.id} id={shape.id} alt={shape.props.alt} />
			<DeleteButton />
		</SelectionPanel>
	)
}

/**
 * The alternative text. It is written to the document on blur, so that input methods can compose.
 */
function AltTextInput({ id, alt }: { id: TLShapeId; alt: string }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const field = useRef<HTMLInputElement>(null)
	const deniedReason = useDeniedReason('write')
	const showToast = useToast()
	/** The stored text when this person began to type. */
	const before = useRef(alt)
	const write = useRef((_text: string) => {})
	write.current = (typed) => {
		const image = editor.isDisposed ? undefined : editor.getShape<ImageShape>(id)
		if (!image || editor.getIsReadonly()) return
		const merged = mergeTexts(before.current, typed, image.props.alt)
		before.current = image.props.alt
		if (merged === image.props.alt) return
		if (merged === null) showToast(t('image.altReplaced', { text: image.props.alt }))
		const text = (merged ?? typed).slice(0, LIMITS.maxImageAltLength)
		before.current = text
		editor.markHistoryStoppingPoint('describe image')
		editor.updateShape<ImageShape>({ id, type: 'image', props: { alt: text } })
	}
	const finish = () => write.current(field.current?.value.trim() ?? '')

	useEffect(() => {
		const input = field.current
		return () => {
			const text = input?.value.trim() ?? ''
			queueMicrotask(() => write.current(text))
		}
	}, [])
	useEffect(() => {
		// Another person changed the text. Text that is being typed here is kept.
		if (!field.current || document.activeElement === field.current) return
		field.current.value = alt
		before.current = alt
	}, [alt])

	useEffect(() => {
		const input = field.current
		// If the phase ends during typing, this person may finish the text.
		const close = () => {
			if (input) input.readOnly = deniedReason !== undefined
		}
		if (document.activeElement !== input || !deniedReason) close()
		input?.addEventListener('blur', close)
		return () => input?.removeEventListener('blur', close)
	}, [deniedReason])

	const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
		if (isComposing(event)) return
		if (event.key !== 'Enter' && event.key !== 'Escape') return
		if (event.key === 'Escape') {
			event.currentTarget.value = alt
			before.current = alt
		}
		editor.getContainer().focus()
	}
	return (
		<input
			ref={field}
			className={imageStyles['alt']}
			defaultValue={alt}
			title={deniedReason}
			maxLength={LIMITS.maxImageAltLength}
			aria-label={t('image.alt')}
			placeholder={t('image.altHint')}
			onKeyDown={onKeyDown}
			onBlur={finish}
		/>
	)
}
