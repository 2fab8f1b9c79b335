import { useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { boardUi } from '../boardUi.ts'
import { CanvasControls, useRegisterOpenMenu } from '../CanvasControls.tsx'
import styles from './help.module.css'
import { HELP_TOPICS, type KeyName, TOUCH_HELP_TOPICS } from './helpTopics.ts'

/** The keyboard shortcuts and gestures of a board. */
export function HelpDialog() {
	const editor = useEditor()
	const isOpen = useValue('is help open', () => boardUi(editor).isHelpOpen.get(), [editor])
	return isOpen && <Help onClose={() => boardUi(editor).isHelpOpen.set(false)} />
}

function Help({ onClose }: { onClose: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isTouch = useValue('is touch', () => editor.getInstanceState().isCoarsePointer, [editor])
	useRegisterOpenMenu('help')
	return (
		<CanvasControls>
			<Dialog title={t('shortcuts.title')} onClose={onClose}>
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
	const { t } = useTranslation('board')
	if (typeof name === 'object') return <span>{t(`shortcuts.${name.gesture}`)}</span>
	const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
	return <kbd>{isMac && name === 'Ctrl' ? '⌘' : name}</kbd>
}

/** Opens the help, like the ? key. */
export function HelpButton() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	return (
		<Button
			variant="quiet"
			size="small"
			icon="help"
			iconOnly
			aria-label={t('shortcuts.title')}
			title={`${t('shortcuts.title')} (?)`}
			onClick={() => boardUi(editor).isHelpOpen.set(true)}
		/>
	)
}
