// The one script of every page: small habits, each in its own module, found by data attributes.
import { startCopy } from "./copy.js";
import { startDialogs } from "./dialogs.js";
import { startDrafts } from "./draft.js";
import { startEvidence } from "./evidence.js";
import { startKeys } from "./keys.js";
import { startSelection } from "./select.js";
import { startToasts } from "./toasts.js";
import { startUploads } from "./upload.js";

startDialogs();
startToasts();
startKeys();
startCopy();
startEvidence();
startSelection();
startUploads();
startDrafts();
