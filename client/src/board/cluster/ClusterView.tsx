import { LIMITS } from '@charrette/shared'
import {
	HTMLContainer,
	stopEventPropagation,
	type TLFrameShape,
	useEditor,
	useIsEditing,
	useValue,
} from '@tldraw/tldraw'
import { useEffect, useRef } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import styles from './cluster.module.css'
import { tagScale, tagText } from './clusterTag.ts'

/** A cluster as one sees it: a sheet of tracing paper with its title on the edge. */
export function ClusterView({ shape, isDimmed }: { shape: TLFrameShape; isDimmed: boolean }) {
	const editor = useEditor()
	const isEditing = useIsEditing(shape.id)
	const scale = useValue('tag scale', () => tagScale(editor), [editor])
	const { w, h } = shape.props
	const { text, isUntitled } = tagText(shape, useLocale())
	return (
		<HTMLContainer
			className={styles['cluster']}
			data-dimmed={isDimmed || undefined}
			style={{ width: w, height: h, '--s': scale } as React.CSSProperties}
		>
			{isEditing ? (
				<TitleField shape={shape} />
			) : (
				<span className={styles['tag']} data-untitled={isUntitled || undefined}>
					{text}
				</span>
			)}
		</HTMLContainer>
	)
}

/** The title while one writes it. It goes on the board when one is done, so that no input method is disturbed. */
function TitleField({ shape }: { shape: TLFrameShape }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const field = useRef<HTMLInputElement>(null)
	const { id } = shape

	useEffect(() => {
		const input = field.current
		if (!input) return
		input.focus({ preventScroll: true })
		input.select()
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.isComposing || event.keyCode === 229) return event.stopPropagation()
			if (event.key !== 'Enter') return
			event.stopPropagation()
			editor.complete()
		}
		input.addEventListener('keydown', onKeyDown)
		return () => {
			input.removeEventListener('keydown', onKeyDown)
			const name = input.value.trim().slice(0, LIMITS.maxClusterTitleLength)
			queueMicrotask(() => {
				const cluster = editor.isDisposed ? undefined : editor.getShape<TLFrameShape>(id)
				if (!cluster || cluster.props.name === name || editor.getIsReadonly()) return
				editor.updateShape<TLFrameShape>({ id, type: 'frame', props: { name } })
			})
		}
	}, [editor, id])

	return (
		<input
			ref={field}
			className={styles['tag']}
			defaultValue={shape.props.name}
			maxLength={LIMITS.maxClusterTitleLength}
			aria-label={t('cluster.title')}
			placeholder={t('cluster.title')}
			onPointerDown={stopEventPropagation}
			onTouchStart={stopEventPropagation}
			onTouchEnd={stopEventPropagation}
		/>
	)
}
