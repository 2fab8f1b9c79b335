import { type ImageShape, isImage, LIMITS } from '@charrette/shared'
import { type TLShapeId, useEditor, useValue } from '@tldraw/tldraw'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { joinClasses } from '../../ui/joinClasses.ts'
import { Chrome } from '../Chrome.tsx'
import floating from '../chrome.module.css'
import imageStyles from '../image/image.module.css'
import { useDeniedReason } from '../permissions.ts'
import styles from './panel.module.css'
import { DeleteButton, panelPosition } from './SelectionPanel.tsx'

/** What can be done with the one selected image, close to it: say what it shows, and away with it. */
export function ImagePanel() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const shape = useValue('selected image', () => editor.getOnlySelectedShape(), [editor])
	const place = useValue('image panel place', () => panelPosition(editor), [editor])
	if (!shape || !isImage(shape) || !place) return null
	return (
		<Chrome
			className={joinClasses(floating['float'], floating['buttons'], styles['panel'])}
			role="toolbar"
			aria-label={t('image.panel')}
			style={{ left: place.x, top: place.y }}
			data-hangs={place.isBelow || undefined}
		>
			<AltTextInput key={shape.id} id={shape.id} alt={shape.props.alt} />
			<DeleteButton />
		</Chrome>
	)
}

/** What is to be seen, while one writes it. It goes on the board when one is done, so that no input method is disturbed. */
function AltTextInput({ id, alt }: { id: TLShapeId; alt: string }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const field = useRef<HTMLInputElement>(null)
	const whyNot = useDeniedReason('write')
	const write = useRef((_text: string) => {})
	write.current = (text) => {
		const image = editor.isDisposed ? undefined : editor.getShape<ImageShape>(id)
		if (!image || image.props.alt === text || editor.getIsReadonly()) return
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
		// Somebody else described it meanwhile; what is being written here stays.
		if (field.current && document.activeElement !== field.current) field.current.value = alt
	}, [alt])

	useEffect(() => {
		const input = field.current
		// What is being written when the phase ends is finished.
		const close = () => {
			if (input) input.readOnly = whyNot !== undefined
		}
		if (document.activeElement !== input || !whyNot) close()
		input?.addEventListener('blur', close)
		return () => input?.removeEventListener('blur', close)
	}, [whyNot])

	const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
		if (event.nativeEvent.isComposing || event.keyCode === 229) return
		if (event.key !== 'Enter' && event.key !== 'Escape') return
		if (event.key === 'Escape') event.currentTarget.value = alt
		editor.getContainer().focus()
	}
	return (
		<input
			ref={field}
			className={imageStyles['alt']}
			defaultValue={alt}
			title={whyNot}
			maxLength={LIMITS.maxImageAltLength}
			aria-label={t('image.alt')}
			placeholder={t('image.altHint')}
			onKeyDown={onKeyDown}
			onBlur={finish}
		/>
	)
}
