/**
 * The folder of the program that reads text in pictures, with the data of its languages. The build
 * copies them there (`readerFiles.ts`), and checks the version, since browsers cache the folder for
 * ever.
 */
export const READER_FOLDER = '/assets/tesseract-7.0.0'
