#include "outreach_engine.h"
