import { useEffect } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { keyLabels } from '../../ui/keyLabels.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls, useRegisterOpenMenu } from '../CanvasControls.tsx'
import { useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import styles from './help.module.css'
import { HELP_TOPICS, type KeyName, TOUCH_HELP_TOPICS } from './helpTopics.ts'

export interface HelpProps {
	onClose: () => void
}

/** The keyboard shortcuts and gestures of a board, a chunk of its own. */
export function Help({ onClose }: HelpProps) {
	const editor = useEditor()
	const { t } = useTranslation(['panels', 'board'])
	const isTouch = useValue('is touch', () => editor.getInstanceState().isCoarsePointer, [editor])
	useRegisterOpenMenu('help')
	useEffect(() => () => void boardUi(editor).dialogs.isHelpOpen.set(false), [editor])
	return (
		<CanvasControls>
			<Dialog title={t('board:shortcuts.title')} onClose={onClose}>
				<div className={styles['help']}>
					{(isTouch ? TOUCH_HELP_TOPICS : HELP_TOPICS).map(({ topic, entries }) => (
						<section key={topic} aria-label={t(`shortcuts.${topic}`)}>
							<h3>{t(`shortcuts.${topic}`)}</h3>
							<dl>
								{entries.map(({ keys, action }) => (
									<div key={action}>
										<dt>
											{keys.map((key) => (
												<Key key={typeof key === 'object' ? key.gesture : key} name={key} />
											))}
										</dt>
										<dd>{t(`shortcuts.${action}`)}</dd>
									</div>
								))}
							</dl>
						</section>
					))}
				</div>
			</Dialog>
		</CanvasControls>
	)
}

/** A key as labelled on this platform's keyboard, or a gesture in words. */
function Key({ name }: { name: KeyName }) {
	const { t } = useTranslation(['panels', 'board'])
	if (typeof name === 'object') return <span>{t(`shortcuts.${name.gesture}`)}</span>
	return <kbd>{keyLabels(name)}</kbd>
}
